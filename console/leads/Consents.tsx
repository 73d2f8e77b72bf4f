import type { ConsentView } from "../../server/wire/rep.ts";
import { Icon } from "../look/Icon.tsx";
import { Moment } from "../look/Moment.tsx";
import { sentence } from "../look/words.ts";

/** What the visitor agreed to and refused, newest first, each with the words that they saw. */
export function Consents({ consents }: { readonly consents: readonly ConsentView[] }) {
  return (
    <section className="lead-part" aria-label="Consent">
      <h3>Consent</h3>
      <dl className="facts facts-wide">
        {consents.toReversed().map((one, index) => (
          <div key={`${one.at} ${one.text}`}>
            <dt>{sentence(one.purposes.join(", ") || "no purpose named")}</dt>
            <dd>
              <Icon name={one.given ? "check" : "close"} size={14} />{" "}
              {saidTo(one, consents.toReversed().slice(index + 1))} <Moment at={one.at} />
            </dd>
            <dd dir="auto" lang={one.language}>
              <q>{one.text}</q>
            </dd>
            <dd className="meta">
              {one.page !== undefined && <>on {one.page}, </>}version <code>{one.version.slice(0, 7)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** @param before older ones, newest first */
function saidTo({ given, purposes }: ConsentView, before: readonly ConsentView[]): string {
  if (given) return "Agreed";
  const was = before.find((one) => one.purposes.join() === purposes.join());
  return was?.given === true ? "Withdrawn" : "Refused";
}
