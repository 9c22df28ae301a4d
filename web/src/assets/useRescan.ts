import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { assetsApi } from './api';

/** Looks at an asset again, and goes to the scan that does it. */
export function useRescan(assetId: string) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => assetsApi.rescan(assetId),
    onSuccess: async ({ scan_id }) => {
      await queries.invalidateQueries({ queryKey: ['scans'] });
      await navigate({ to: '/scans/$scanId', params: { scanId: scan_id } });
    },
  });
}
