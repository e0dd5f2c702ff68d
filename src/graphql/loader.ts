import DataLoader from 'dataloader';

type Batch<K, V> = (keys: readonly K[]) => Promise<readonly (V | Error)[]>;

/** One DataLoader a request and purpose, made when first asked for. */
export interface Loaders {
  /**
   * Loads one value through the batch of its purpose.
   * `purpose` names the association and all arguments that its keys share, such as `talent.matches:10:MUTUAL`.
   */
  load<K, V>(purpose: string, key: K, batch: Batch<K, V>): Promise<V>;
}

export function createLoaders(): Loaders {
  const loaders = new Map<string, DataLoader<never, never>>();
  return {
    load<K, V>(purpose: string, key: K, batch: Batch<K, V>): Promise<V> {
      let loader = loaders.get(purpose) as DataLoader<K, V> | undefined;
      if (!loader) {
        loader = new DataLoader<K, V>(batch, { maxBatchSize: 1_000 });
        loaders.set(purpose, loader as unknown as DataLoader<never, never>);
      }
      return loader.load(key);
    },
  };
}

/** Arranges rows found by key in the order of the keys; a key without a row gives `missing`. */
export function inOrder<K, V, M>(keys: readonly K[], rows: ReadonlyMap<K, V>, missing: M): (V | M)[] {
  return keys.map((key) => rows.get(key) ?? missing);
}
