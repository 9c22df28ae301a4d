import { Alert, Button, Text } from '@mantine/core';
import { ApiError } from '../api/client';

/** What went wrong, in a sentence, with what to quote to the operator. */
export function Problem({ error, again }: { error: Error; again?: () => void }) {
  const known = error instanceof ApiError ? error : undefined;
  return (
    <Alert color="red" title="This did not work" role="alert">
      <Text size="sm">{error.message}</Text>
      {known && known.requestId !== '' && (
        <Text size="xs" mt={4}>
          {known.code}, request <code>{known.requestId}</code>
        </Text>
      )}
      {again && (
        <Button size="xs" mt="sm" variant="default" onClick={again}>
          Try again
        </Button>
      )}
    </Alert>
  );
}
