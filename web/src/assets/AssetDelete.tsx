import { useMutation, useQueryClient } from '@tanstack/react-query';
import { visible } from '../ui/text';
import { say } from '../ui/toasts';
import { TypedConfirm } from '../ui/TypedConfirm';
import { assetsApi } from './api';
import type { Named } from './AssetEdit';

/** Asks for the asset's name before it deletes it. @param done after that, before what is shown is asked for anew */
export function AssetDelete({ asset, close, done }: { asset: Named; close: () => void; done?: () => Promise<void> }) {
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => assetsApi.remove(asset.asset_id),
    onSuccess: async () => {
      close();
      await done?.();
      say(`${visible(asset.asset_value)} was deleted`);
      await Promise.all(['assets', 'findings', 'analytics'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <TypedConfirm
      title={`Delete ${visible(asset.asset_value)}`}
      word={asset.asset_value}
      action="Delete"
      isBusy={removing.isPending}
      error={removing.error}
      onConfirm={() => removing.mutate()}
      onClose={close}
    >
      The asset goes with its findings. A scan that finds it brings it back.
    </TypedConfirm>
  );
}
