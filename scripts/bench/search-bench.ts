import type { MeiliConfig } from '../../src/platform/config.ts';
import type { MeiliClient } from '../../src/platform/search/meili/client.ts';
import type { Follower } from '../../src/platform/search/meili/follower.ts';
import type { CityOrder } from '../city/city.ts';
import type { BenchCity } from './city.ts';

export interface SearchOrder extends CityOrder {
  queries: number;
}

/** What is measured in: a city, a Meilisearch, and what feeds it. */
export interface SearchBench {
  city: BenchCity;
  order: SearchOrder;
  meili: MeiliConfig;
  client: MeiliClient;
  follower: Follower;
}
