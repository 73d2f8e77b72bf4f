import Type from "typebox";
import { schemaOf } from "../../engine/index.ts";
import { type Route, route } from "./route.ts";

const params = Type.Object(
  {
    file: Type.Union([
      Type.Literal("playbook.schema.json"),
      Type.Literal("test.schema.json"),
      Type.Literal("site.schema.json"),
      Type.Literal("services.schema.json"),
    ]),
  },
  { additionalProperties: false },
);

/** The JSON Schemas of the files of a site, for editors. */
export function schemaRoutes(): readonly Route[] {
  return [
    route(
      "GET /schemas/:file",
      {
        summary: "The JSON Schema of a kind of file.",
        params,
        reply: Type.Record(Type.String(), Type.Unknown()),
      },
      ({ params: { file }, response }) => {
        const kind = file.replace(".schema.json", "") as "playbook" | "test" | "site" | "services";
        // Editors in a browser read it from other pages.
        response.set("Access-Control-Allow-Origin", "*");
        return schemaOf(kind);
      },
    ),
  ];
}
