import type { Server } from 'node:http';
import type { Plugin } from 'vite';
import { serveHub } from './hub.ts';
import { answer } from './rest.ts';
import { World } from './world.ts';

/** A gateway in memory for `npm run dev:mock` (sign in with any address and the password "demo"). Never part of a build. */
export function mockGateway(): Plugin {
  return {
    name: 'psycare-mock-gateway',
    configureServer(server) {
      const world = new World();
      if (server.httpServer) serveHub(world, server.httpServer as Server);
      server.middlewares.use((request, response, next) => {
        if (request.url?.startsWith('/hubs/session/negotiate')) {
          const transports = [{ transport: 'WebSockets', transferFormats: ['Text'] }];
          response.setHeader('Content-Type', 'application/json');
          response.end(
            JSON.stringify({ connectionId: 'mock', connectionToken: 'mock', negotiateVersion: 1, availableTransports: transports }),
          );
          return;
        }
        answer(world, request, response).then((done) => done || next(), next);
      });
    },
  };
}
