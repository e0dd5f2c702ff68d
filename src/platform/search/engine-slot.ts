import type { SearchEngine } from './engine.ts';

/**
 * Stands for the engine while the modules are made: they need one, and it needs their parts of the documents.
 * Every call goes to the engine that was put in.
 */
export class EngineSlot implements SearchEngine {
  private engine: SearchEngine | null = null;

  put(engine: SearchEngine): void {
    this.engine = engine;
  }

  recall: SearchEngine['recall'] = (requests) => this.inside().recall(requests);
  search: SearchEngine['search'] = (index, text, filter, page) => this.inside().search(index, text, filter, page);
  count: SearchEngine['count'] = (requests) => this.inside().count(requests);
  rebuild: SearchEngine['rebuild'] = (index) => this.inside().rebuild(index);
  status: SearchEngine['status'] = () => this.inside().status();

  private inside(): SearchEngine {
    if (!this.engine) throw new Error('The search engine is asked before it was put in.');
    return this.engine;
  }
}
