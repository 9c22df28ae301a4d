import { Alert, Button, Group, PasswordInput, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { CodeField } from '../auth/CodeField';
import { Code } from '../ui/Code';
import { fieldErrors, FormProblem } from '../ui/FormProblem';
import { Panel } from '../ui/Panel';
import { Problem } from '../ui/Problem';
import { Time } from '../ui/Time';
import { say } from '../ui/toasts';
import { accountApi, type SecondFactorOffer } from './api';
import { QrCode } from './QrCode';

const LABELS = { current_password: 'Current password', code: 'Code' };

/** Codes of an app beside the password: set up, recovery codes renewed, taken away. */
export function SecondFactorPanel() {
  const queries = useQueryClient();
  const state = useQuery({ queryKey: ['second-factor'], queryFn: accountApi.secondFactor });
  const [doing, setDoing] = useState<'setting-up' | 'renewing' | 'removing'>();
  const [codes, setCodes] = useState<string[]>();
  const done = async (shown?: string[]) => {
    setDoing(undefined);
    setCodes(shown);
    await queries.invalidateQueries({ queryKey: ['second-factor'] });
  };
  const cancel = () => setDoing(undefined);
  return (
    <Panel title="Second factor">
      <Stack className="narrow-form">
        {state.error && <Problem error={state.error} />}
        {state.isPending && <Skeleton h={60} />}
        {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(undefined)} />}
        {state.data && !doing && !codes && (
          <>
            {state.data.enabled ? (
              <Text size="sm">
                On{state.data.since && <>, since <Time at={state.data.since} /></>}. Recovery codes left: {state.data.recovery_codes_left}.
              </Text>
            ) : (
              <Text size="sm">Off. With it a stolen password alone lets nobody in: an app on your phone shows the second half.</Text>
            )}
            <Group>
              {state.data.enabled ? (
                <>
                  <Button variant="default" onClick={() => setDoing('renewing')}>
                    New recovery codes
                  </Button>
                  <Button variant="default" onClick={() => setDoing('removing')}>
                    Take it away
                  </Button>
                </>
              ) : (
                <Button onClick={() => setDoing('setting-up')}>Set it up</Button>
              )}
            </Group>
          </>
        )}
        {doing === 'setting-up' && <SetUp onDone={done} onCancel={cancel} />}
        {doing === 'renewing' && <Renew onDone={done} onCancel={cancel} />}
        {doing === 'removing' && <Remove onDone={done} onCancel={cancel} />}
      </Stack>
    </Panel>
  );
}

interface StepProps {
  onDone: (codes?: string[]) => Promise<void>;
  onCancel: () => void;
}

/** First the password, then a first code of the app. */
function SetUp({ onDone, onCancel }: StepProps) {
  const [offer, setOffer] = useState<SecondFactorOffer>();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const step = useMutation({
    mutationFn: async () => {
      if (!offer) {
        setOffer(await accountApi.offerSecondFactor(password));
        return;
      }
      const { recovery_codes } = await accountApi.confirmSecondFactor(code);
      say('The second factor is on');
      await onDone(recovery_codes);
    },
  });
  const wrong = fieldErrors(step.error);
  return (
    <Step error={step.error} pending={step.isPending} action={offer ? 'Switch it on' : 'Go on'} onSubmit={step.mutate} onCancel={onCancel}>
      {offer ? (
        <>
          <Text size="sm">Scan this with your app, or type the secret into it; then enter the code that it shows.</Text>
          <QrCode text={offer.uri} label="The secret as a QR code" />
          <Code text={offer.secret} what="the secret" />
          <CodeField value={code} onChange={setCode} error={wrong['code']} focused />
        </>
      ) : (
        <CurrentPassword value={password} onChange={setPassword} error={wrong['current_password']} />
      )}
    </Step>
  );
}

function Renew({ onDone, onCancel }: StepProps) {
  const [code, setCode] = useState('');
  const renewing = useMutation({
    mutationFn: () => accountApi.renewRecoveryCodes(code),
    onSuccess: ({ recovery_codes }) => onDone(recovery_codes),
  });
  return (
    <Step error={renewing.error} pending={renewing.isPending} action="Make new ones" onSubmit={renewing.mutate} onCancel={onCancel}>
      <Text size="sm">The earlier ones stop counting.</Text>
      <CodeField value={code} onChange={setCode} error={fieldErrors(renewing.error)['code']} focused />
    </Step>
  );
}

function Remove({ onDone, onCancel }: StepProps) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const removing = useMutation({
    mutationFn: () => accountApi.removeSecondFactor(password, code),
    onSuccess: async () => {
      say('The second factor is off');
      await onDone();
    },
  });
  const wrong = fieldErrors(removing.error);
  return (
    <Step error={removing.error} pending={removing.isPending} action="Take it away" onSubmit={removing.mutate} onCancel={onCancel}>
      <CurrentPassword value={password} onChange={setPassword} error={wrong['current_password']} />
      <CodeField value={code} onChange={setCode} error={wrong['code']} />
    </Step>
  );
}

function CurrentPassword({ value, onChange, error }: { value: string; onChange: (password: string) => void; error?: string | undefined }) {
  return (
    <PasswordInput
      label="Current password"
      name="current_password"
      autoComplete="current-password"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
    />
  );
}

interface FormProps {
  error: Error | null;
  pending: boolean;
  action: string;
  onSubmit: () => void;
  onCancel: () => void;
  children: ReactNode;
}

function Step({ error, pending, action, onSubmit, onCancel, children }: FormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <FormProblem error={error} labels={LABELS} />
        {children}
        <Group>
          <Button type="submit" loading={pending}>
            {action}
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <Alert color="yellow" title="Keep these recovery codes; they are shown this once">
      <Stack>
        <Text size="sm">Each lets you in once when the app is lost.</Text>
        <Code text={codes.join('\n')} what="the recovery codes" />
        <Group>
          <Button onClick={onKept}>I have kept them</Button>
        </Group>
      </Stack>
    </Alert>
  );
}
