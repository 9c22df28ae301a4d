import { useMutation } from '@tanstack/react-query';
import { fetchFile } from '../api/client';

/** Asks for a file and hands it to the browser; a refusal is told as one, where a plain link would show its raw text. */
export function useDownload() {
  const saving = useMutation({
    mutationFn: async ({ path, what }: { path: string | Promise<string>; what: string }) => {
      const { name, content } = await fetchFile(await path);
      save(name, content);
      return `${what}: ${name}`;
    },
  });
  return {
    isBusy: saving.isPending,
    what: saving.variables?.what,
    done: saving.data,
    error: saving.error,
    start: (path: string | Promise<string>, what: string) => saving.mutate({ path, what }),
  };
}

function save(name: string, content: Blob) {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
