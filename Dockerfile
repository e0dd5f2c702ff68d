# The server and the worker are one image; JUCAI_ROLE tells them apart.
FROM node:24.9.0-bookworm-slim AS build
WORKDIR /app
# What the installation itself runs, so that a change elsewhere does not install anew.
COPY package.json package-lock.json prisma.config.ts ./
COPY scripts/generate.mjs scripts/
COPY prisma prisma
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm run build:web && npm prune --omit=dev --no-audit --no-fund

FROM node:24.9.0-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000
WORKDIR /app
COPY --from=build /app /app
USER node
EXPOSE 4000
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
