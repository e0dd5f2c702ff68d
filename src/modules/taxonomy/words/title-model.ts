/** An occupation that a model takes a title for. */
export interface PredictedTitle {
  code: string;
  /** 0 to 1, calibrated: of answers at 0.8, four in five are right. */
  confidence: number;
}

/** Learned from labelled titles; knows nothing but texts and codes. */
export interface TitleModel {
  /** For each text, in their order, at most `limit` occupations, best first. */
  predict(texts: readonly string[], limit: number): PredictedTitle[][];
}
