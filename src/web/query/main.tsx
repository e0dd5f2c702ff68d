import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './query.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.ts';

// A token given in the address's fragment never reaches the server's log. It stands for a header that a tab leaves empty:
// tabs of an earlier visit come back without their headers.
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
const headers = JSON.stringify({ 'x-api-key': token }, null, 2);

const fetcher = async (request: unknown, options?: { headers?: Record<string, string> }): Promise<never> => {
  const key = options?.headers?.['x-api-key'] || token;
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key ? { 'x-api-key': key } : {}) },
    body: JSON.stringify(request),
  });
  return (await response.json()) as never;
};

const root = document.getElementById('query');
if (root) {
  createRoot(root).render(
    <GraphiQL
      fetcher={fetcher as never}
      defaultTabs={examples.map(({ query, variables }) => ({
        query,
        headers,
        ...(variables ? { variables: JSON.stringify(variables, null, 2) } : {}),
      }))}
      initialHeaders={headers}
      defaultEditorToolsVisibility="headers"
    />,
  );
}
