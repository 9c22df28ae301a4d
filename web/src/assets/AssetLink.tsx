import { Link } from '@tanstack/react-router';
import { middle, visible } from '../ui/text';

/** An asset's name, leading to its page. */
export function AssetLink({ asset }: { asset: { asset_id: string; asset_value: string } }) {
  return (
    <Link to="/assets/$assetId" params={{ assetId: asset.asset_id }} search={{}} className="mono" title={asset.asset_value}>
      {middle(visible(asset.asset_value))}
    </Link>
  );
}
