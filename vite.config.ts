import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** The query page; built once, served by the product itself, so that it works without internet. */
export default defineConfig({
  root: fileURLToPath(new URL('src/web/query', import.meta.url)),
  base: '/query/',
  build: {
    outDir: fileURLToPath(new URL('dist/web/query', import.meta.url)),
    emptyOutDir: true,
    chunkSizeWarningLimit: 10_000,
    reportCompressedSize: false,
  },
  logLevel: 'warn',
});
