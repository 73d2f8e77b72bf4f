import { configure } from "@testing-library/react";

// A busy machine may take longer than the usual second to draw a page; what never comes still fails.
configure({ asyncUtilTimeout: 5_000 });
