import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { sizeLimit } from './sizeLimit.ts';
import { mockGateway } from './test/mock/plugin.ts';

// `npm run dev` talks to a running PsyCare; `npm run dev:mock` needs none: test/mock answers instead.
const gateway = process.env.PSYCARE_URL ?? 'https://localhost:5443';
const proxy = { target: gateway, secure: false, changeOrigin: false, ws: true };

export default defineConfig(({ mode }) => ({
  plugins: [
    react(),
    sizeLimit('/pages/RoomPage.tsx', 300),
    sizeLimit('/pages/JoinPage.tsx', 240),
    ...(mode === 'mock' ? [mockGateway()] : []),
  ],
  build: {
    target: 'es2022',
    // light-dark() stays as it is: lowered for older browsers it would no longer follow Mantine's colour scheme.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 400,
    assetsInlineLimit: 2048,
  },
  server: mode === 'mock' ? {} : { proxy: { '/api': proxy, '/hubs': proxy, '/health': proxy } },
  test: { environment: 'jsdom', include: ['test/**/*.test.{ts,tsx}'], restoreMocks: true },
}));
