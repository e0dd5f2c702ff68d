import { DomainError } from '../../../kernel/errors.ts';
import type { SearchIndex } from '../engine.ts';
import type { FieldRegistry, IndexFields } from '../fields.ts';
import type { Connection } from '../postgres-write.ts';
import type { FollowSource, Held } from './follower-batch.ts';
import type { Destination } from './follower-destination.ts';
import { sendAfter } from './follower-send.ts';
import type { FollowedServer } from './follower-server.ts';
import type { FollowState, FollowStore } from './follower-store.ts';
import { rebuildInto } from './rebuild.ts';
import { type IndexNames, indexNames } from './settings.rules.ts';

export interface TurnOptions {
  /** The session that holds the lock. */
  connection: Connection;
  server: FollowedServer;
  store: FollowStore;
  fields: FieldRegistry;
  /** What the names of the server's indexes begin with. */
  prefix?: string | undefined;
  /** What they end with. */
  division?: string | undefined;
  /** Which documents the server has; absent where it has all. */
  held?: Held | undefined;
  /**
   * Indexes that this process has had in service. Where one of them has given way to one of other settings, that was a
   * newer version of the product, and it is not made again.
   */
  owned: Set<SearchIndex>;
}

/** One server brought to the state of `search_document`, by who holds its lock. */
export class FollowTurn {
  readonly #options: TurnOptions;

  constructor(options: TurnOptions) {
    this.#options = options;
  }

  /** Until the server has all that was committed when it was asked; makes the indexes that it lacks. */
  async followAll(): Promise<void> {
    const { store, server, fields } = this.#options;
    const { uids, state } = await this.#look();
    await this.#dropForeign(uids, state);
    for (const index of fields.indexes.filter((one) => isReadable(one, state))) {
      const { inService, next } = this.namesOf(index);
      const isKnown = (name: string) => state.checkpoints.some(({ uid }) => uid === name);
      if (isKnown(inService) && uids.has(inService)) {
        this.#options.owned.add(index.index);
        if (isKnown(next)) await this.#rebuild(index);
        else await this.#follow(index, state);
        // Left by a rebuild that was cut off behind its swap, or just before it.
        if (uids.has(next) && !isKnown(next)) await server.drop(next);
      } else if (!this.#isGivenUp(index, state)) {
        await store.forget([inService]);
        await this.#rebuild(index);
        this.#options.owned.add(index.index);
      }
    }
  }

  /** Makes indexes anew beside those in service. */
  async rebuild(indexes: readonly IndexFields[]): Promise<void> {
    for (const index of indexes) await this.requireReadable(index);
    const { uids, state } = await this.#look();
    const inService = indexes.filter((index) => {
      const { inService: name } = this.namesOf(index);
      return uids.has(name) && state.checkpoints.some(({ uid }) => uid === name);
    });
    // Makes the others.
    await this.followAll();
    for (const index of inService) {
      // One that was begun is begun again: what stands in it may be why this is asked for.
      await this.#options.store.forget([this.namesOf(index).next]);
      await this.#rebuild(index);
    }
  }

  /** @throws DomainError UNAVAILABLE while the documents in PostgreSQL cannot be read */
  async requireReadable(index: IndexFields): Promise<void> {
    if (isReadable(index, await this.#options.store.read())) return;
    throw new DomainError('UNAVAILABLE', `The documents of ${index.index} are being made anew in PostgreSQL.`, {
      cure: 'Try again when that is done.',
    });
  }

  /** Sends to the index in service. */
  destinationOf(index: IndexFields): Destination {
    const { server, store } = this.#options;
    return { server, store, uid: this.namesOf(index).inService, source: this.#sourceOf(index) };
  }

  namesOf(index: IndexFields): IndexNames {
    const { prefix, division } = this.#options;
    return indexNames(index, prefix, division);
  }

  #sourceOf(index: IndexFields): FollowSource {
    const { connection, held } = this.#options;
    return { connection, fields: index, held };
  }

  async #look(): Promise<{ uids: ReadonlySet<string>; state: FollowState }> {
    const { store, server } = this.#options;
    const state = await store.read();
    const { uids, lastTask } = await server.look(state.task);
    const isDoubted = state.checkpoints.some(({ doubtedFrom }) => doubtedFrom !== null);
    if (lastTask === null || lastTask === state.task || !isDoubted) return { uids, state };
    await store.goBack(lastTask);
    return { uids, state: await store.read() };
  }

  #rebuild(index: IndexFields): Promise<void> {
    const { server, store } = this.#options;
    return rebuildInto({
      server,
      store,
      names: this.namesOf(index),
      source: this.#sourceOf(index),
      followInService: () => this.#followInService(),
    });
  }

  async #followInService(): Promise<boolean> {
    const state = await this.#options.store.read();
    let hasChanged = false;
    for (const index of this.#options.fields.indexes)
      if (isReadable(index, state) && (await this.#follow(index, state))) hasChanged = true;
    return hasChanged;
  }

  /** Returns false where there was nothing to send. */
  async #follow(index: IndexFields, { checkpoints, indexes }: FollowState): Promise<boolean> {
    const to = this.destinationOf(index);
    const own = checkpoints.find(({ uid }) => uid === to.uid);
    const level = indexes.find((one) => one.index === index.index)?.sequence ?? 0;
    if (!own || own.sequence >= level) return false;
    await sendAfter(to, own.sequence);
    return true;
  }

  /**
   * What was not filled from here, or is an older state of it, or was filled before PostgreSQL was restored: what it answers
   * would be wrong. At once, for the documents to take its place may have yet to be made.
   */
  async #dropForeign(uids: ReadonlySet<string>, state: FollowState): Promise<void> {
    for (const index of this.#options.fields.indexes) {
      const { inService } = this.namesOf(index);
      const isKnown = state.checkpoints.some(({ uid }) => uid === inService);
      if (uids.has(inService) && !isKnown && !this.#isGivenUp(index, state)) await this.#options.server.drop(inService);
    }
  }

  #isGivenUp(index: IndexFields, { checkpoints }: FollowState): boolean {
    const { inService, next } = this.namesOf(index);
    const others = checkpoints.filter((one) => one.index === index.index && ![inService, next].includes(one.uid));
    return this.#options.owned.has(index.index) && others.length > 0;
  }
}

/** False while its documents are made anew, or are laid out for another version of the product. */
function isReadable({ index, hash }: IndexFields, { indexes }: FollowState): boolean {
  return indexes.some((one) => one.index === index && one.hash === hash);
}
