import { Container, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { PageHead } from '../ui/PageHead';

export function NotFound() {
  return (
    <Container py="xl">
      <PageHead title="There is no such page" />
      <Text>
        Back to the <Link to="/">overview</Link>.
      </Text>
    </Container>
  );
}
