import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api } from '../api/client';
import type { AssetDetail } from '../api/types';

/** The asset that the address names, as it was read last. */
export function useAsset() {
  const { assetId = '' } = useParams({ strict: false });
  return useQuery({ queryKey: ['asset', assetId], queryFn: () => api.asset(assetId) });
}

/** For the tabs, which are drawn only once the asset is there. */
export function useSeen(): AssetDetail {
  const seen = useAsset().data;
  if (!seen) {
    throw new Error('a tab was drawn before its asset');
  }
  return seen;
}
