import { useMutation } from '@tanstack/react-query';
import { Problem } from '../ui/Problem';
import { RoleButton } from '../ui/RoleButton';
import { billingApi, type Plan } from './api';
import { leaveFor } from './leave';

/** Goes to where a plan is paid. */
export function BuyButton({ plan, current }: { plan: Plan; current: string }) {
  const buying = useMutation({
    mutationFn: () => billingApi.checkout(plan.plan),
    onSuccess: ({ checkout_url }) => leaveFor(checkout_url),
  });
  return (
    <>
      <RoleButton needs="owner" mt="md" loading={buying.isPending || buying.isSuccess} onClick={() => buying.mutate()}>
        {current === 'free' ? `Upgrade to ${plan.name}` : `Change to ${plan.name}`}
      </RoleButton>
      {buying.error && <Problem error={buying.error} again={() => buying.mutate()} />}
    </>
  );
}
