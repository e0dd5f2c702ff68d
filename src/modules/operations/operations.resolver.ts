import { Query, Resolver } from 'type-graphql';
import { Allow } from '../../graphql/auth.ts';
import type { SearchEngine } from '../../platform/search/engine.ts';
import { SearchStatus } from './operations.types.ts';

@Resolver()
export class OperationsResolver {
  private readonly engine: Pick<SearchEngine, 'status'>;

  constructor(engine: Pick<SearchEngine, 'status'>) {
    this.engine = engine;
  }

  @Allow('search:inspect')
  @Query(() => SearchStatus, {
    description: 'Whether lists, matches and maps are up to date, for who runs the service.',
  })
  async searchStatus(): Promise<SearchStatus> {
    return SearchStatus.of(await this.engine.status());
  }
}
