import { AppLink } from '../ui/AppLink';
import { middle, visible } from '../ui/text';

/** An asset's name, leading to its page. A plain link: lists draw many of them, and a router's own costs each time. */
export function AssetLink({ asset }: { asset: { asset_id: string; asset_value: string } }) {
  return (
    <AppLink href={`/assets/${encodeURIComponent(asset.asset_id)}`} className="mono" title={asset.asset_value}>
      {middle(visible(asset.asset_value))}
    </AppLink>
  );
}
