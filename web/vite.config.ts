import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The server serves what this builds; in development the API is asked where it runs.
export default defineConfig({
  plugins: [react()],
  build: {
    assetsDir: 'static',
    sourcemap: false,
    target: 'es2023',
    // One file for what every page needs: dozens of small ones wait for each other on six connections.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', tags: ['$initial'] }, { name: 'parts', minShareCount: 6 }] } } },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8000', '/health': 'http://127.0.0.1:8000' } },
  test: { include: ['src/**/*.test.ts'], testTimeout: 60_000 },
});
