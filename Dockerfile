# Builds the server, the widget and the console, and keeps only what runs.
FROM node:20-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
ENV NODE_ENV=production \
    HOST=0.0.0.0 \
    PORT=3000 \
    DATA_DIR=/data \
    PLAYBOOKS_DIR=/app/playbooks
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/playbooks ./playbooks
COPY --from=build /app/vectors ./vectors
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
# /readyz asks the store too; a node whose store is away gets no visitors.
HEALTHCHECK --interval=5s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# As an array: the signal to stop has to reach Node itself.
CMD ["node", "dist/cli/parley.js", "serve"]
