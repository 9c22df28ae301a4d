// What a list of assets costs in an app made of a kit for such apps (react-admin): the same rows, columns of the same
// kind, a hundred to a page.
import { Admin, ChipField, Datagrid, DateField, List, NumberField, Pagination, Resource, TextField } from 'react-admin';
import { createRoot } from 'react-dom/client';

const data = {
  getList: async (_, { pagination }) => {
    const answer = await fetch(`/api/assets?page=${pagination.page}&limit=${pagination.perPage}`);
    const { data, pagination: pages } = await answer.json();
    return { data: data.map((row) => ({ id: row.asset_id, ...row })), total: pages.total_items };
  },
};

function Assets() {
  return (
    <List perPage={100} pagination={<Pagination rowsPerPageOptions={[100]} />} sort={{ field: 'risk_score', order: 'DESC' }}>
      <Datagrid>
        <TextField source="asset_value" />
        <TextField source="asset_type" />
        <NumberField source="risk_score" />
        <ChipField source="risk_level" />
        <NumberField source="open_findings" />
        <TextField source="technologies" />
        <TextField source="open_ports" />
        <NumberField source="http_status" />
        <NumberField source="ssl_days_until_expiry" />
        <DateField source="last_seen_at" showTime />
      </Datagrid>
    </List>
  );
}

createRoot(document.getElementById('root')).render(
  <Admin dataProvider={data} disableTelemetry>
    <Resource name="assets" list={Assets} />
  </Admin>,
);
