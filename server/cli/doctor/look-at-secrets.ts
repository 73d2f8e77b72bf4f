import { Webhook as Signer } from "standardwebhooks";
import { SETTINGS } from "../../config.ts";
import { SHORTEST_SECRET } from "../../visitors/signed-identity.ts";
import type { SiteFolder } from "../site-folder.ts";
import { bad, type Finding, good } from "./finding.ts";

type Secret = (name: string) => string | undefined;

/** Whether the secrets are set that services.yml and site.yml name, and are of use where they stand. None is shown. */
export function lookAtSecrets(
  { services, site }: Pick<SiteFolder, "services" | "site">,
  secret: Secret,
): readonly Finding[] {
  const ofServices = [...services.values()].flatMap((service) => (service.secret ? [service.secret] : []));
  const ofWebhooks = site.webhooks.flatMap(({ secrets }) => secrets);
  const look = (names: readonly string[], place: string, faultOf: (value: string) => string | undefined) =>
    [...new Set(names)].map((name) => findingOf({ name, place, faultOf }, secret));
  return [
    ...look(ofServices, "services.yml", () => undefined),
    ...look(ofWebhooks, "webhooks: in site.yml", faultOfWebhookSecret),
    ...look(site.identity.secrets, "identity: in site.yml", faultOfIdentitySecret),
  ];
}

interface Named {
  readonly name: string;
  /** Where its name stands. */
  readonly place: string;
  /** What is wrong with its value, if anything is. Never repeats it. */
  faultOf(value: string): string | undefined;
}

function findingOf({ name, place, faultOf }: Named, secret: Secret): Finding {
  if (Object.hasOwn(SETTINGS, name))
    return bad(
      "secret",
      `${name} is a setting of Parley's own, and given to nobody`,
      `${place} names it: set another name in the environment.`,
    );
  const value = secret(name);
  if (value === undefined)
    return bad("secret", `${name} is not set`, `${place} names it: set ${name} in the environment.`);
  const fault = faultOf(value);
  if (fault === undefined) return good("secret", `${name} is set`);
  return bad("secret", `${name} ${fault}`, `${place} names it: set ${name} to another one, made at random.`);
}

/** The library says it with a part of the secret in the message, so only that it is so is told. */
function faultOfWebhookSecret(value: string): string | undefined {
  try {
    new Signer(value).sign("id", new Date(0), "");
    return undefined;
  } catch {
    return "cannot sign: it is not whsec_ and base64";
  }
}

function faultOfIdentitySecret(value: string): string | undefined {
  if (value.length >= SHORTEST_SECRET) return undefined;
  return `has ${value.length} letters, not at least ${SHORTEST_SECRET}`;
}
