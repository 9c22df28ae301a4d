import { Button, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';

/** What will be here, and the one step that leads to it. */
export function FirstScan() {
  return (
    <section className="panel">
      <Title order={2} size={18} mb="xs">
        Nothing was scanned yet
      </Title>
      <Text mb="md">Name a domain, and its hosts will stand here, the riskiest first, each with its evidence.</Text>
      <Button component={Link} to="/scans/new">
        Scan a domain
      </Button>
    </section>
  );
}
