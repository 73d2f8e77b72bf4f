import { Anchor, Button } from "@mantine/core";
import { Link } from "react-router";
import { Empty } from "../look/States.tsx";

/** An address that leads to no screen. */
export function Nowhere() {
  return (
    <Empty icon="search" title="There is no such page.">
      <Anchor component={Link} to="/inbox/waiting" underline="always">
        Go to the inbox
      </Anchor>
    </Empty>
  );
}

/** A screen failed to draw itself. */
export function Lost() {
  return (
    <main>
      <Empty icon="late" title="This page has a fault.">
        <p>What you sent is safe on the server.</p>
        <Button variant="default" onClick={() => location.reload()}>
          Reload
        </Button>
      </Empty>
    </main>
  );
}
