import type { FollowSource } from './follower-batch.ts';
import type { FollowedServer } from './follower-server.ts';
import type { FollowStore } from './follower-store.ts';

/** An index of a server, and what its documents come from. */
export interface Destination {
  server: FollowedServer;
  store: FollowStore;
  uid: string;
  source: FollowSource;
}
