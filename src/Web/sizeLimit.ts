import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/**
 * Fails the build when the scripts that a page needs before it shows (the entry, the page's chunk, and all that either imports
 * statically) outgrow a limit.
 */
export function sizeLimit(page: string, maxGzipKb: number): Plugin {
  return {
    name: 'psycare-size-limit',
    apply: 'build',
    generateBundle(_options, bundle) {
      const needed = new Set<string>();
      const need = (file: string) => {
        const chunk = bundle[file];
        if (needed.has(file) || chunk?.type !== 'chunk') return;
        needed.add(file);
        chunk.imports.forEach(need);
      };
      for (const [file, chunk] of Object.entries(bundle)) {
        if (chunk.type === 'chunk' && (chunk.isEntry || chunk.facadeModuleId?.endsWith(page))) need(file);
      }
      const bytes = [...needed].reduce((sum, file) => {
        const chunk = bundle[file];
        return sum + (chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0);
      }, 0);
      const report = `${page} needs ${(bytes / 1024).toFixed(0)} KiB of script (gzip); the limit is ${maxGzipKb} KiB`;
      if (bytes > maxGzipKb * 1024) this.error(report);
      else this.info(report);
    },
  };
}
