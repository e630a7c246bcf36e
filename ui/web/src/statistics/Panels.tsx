import { type ReactNode, useId, useState } from "react";

import type { Figures, Ranking, Status } from "@/api/types";
import { everyYear } from "@/domain/figures";
import { listAt, searchFor } from "@/domain/route";
import { Name, Said } from "@/parts/Foreign";
import { AsTable, BarChart, GrowthChart } from "@/statistics/Charts";
import { HeatMap } from "@/statistics/HeatMap";
import { useYear } from "@/statistics/useFigures";
import { StateShape } from "@/shapes/StateShape";
import { words } from "@/words";
import { bytes, number } from "@/words/locale";

const say = words.statistics;
const MOST_YEARS = 40;

/** One question's figures under their heading. */
export function Panel({ heading, children }: { heading: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel figures-panel" aria-labelledby={id}>
      <h2 id={id} className="heading">
        {heading}
      </h2>
      {children}
    </section>
  );
}

export function Amount({ status, figures }: { status: Status; figures: Figures }) {
  const { totals, sources } = status;
  const rows = sources.map(({ name, listed, markers, bytes }) => ({ name, photos: listed - markers, bytes }));
  return (
    <Panel heading={say.amount.heading}>
      <p className="figures-large">{say.amount.photos(rows.reduce((sum, one) => sum + one.photos, 0), totals.bytes)}</p>
      <p className="quiet">{say.amount.safe(totals.safe)}</p>
      <Table heading={say.amount.source} rows={rows} />
      <Table heading={say.amount.format} rows={ranked(figures.formats)} />
    </Panel>
  );
}

export function Risks({ status, figures }: { status: Status; figures: Figures }) {
  const { verification, totals } = status;
  return (
    <Panel heading={say.risk.heading}>
      {figures.risks.length === 0 ? <p>{say.risk.none}</p> : null}
      <ul className="risks">
        {figures.risks.map((risk) => (
          <li key={risk.code} className="risk">
            <StateShape state="attention" size={16} />
            <span>
              <Said text={risk.sentence} /> {risk.query === null ? null : <a href={searchFor(risk.query)}>{say.risk.show}</a>}
            </span>
          </li>
        ))}
      </ul>
      <p className="quiet">{say.risk.read(verification.recent, totals.originals, verification.days)}</p>
    </Panel>
  );
}

export function Taken({ figures }: { figures: Figures }) {
  const years = everyYear(figures.years, MOST_YEARS);
  const label = say.time.chart(years.reduce((sum, year) => sum + year.photos, 0), years[0]?.name ?? "", years.at(-1)?.name ?? "");
  return (
    <Panel heading={say.time.heading}>
      {years.length === 0 ? null : <BarChart spans={years} label={label} name={(span) => say.time.year(span.name, span.photos)} address={(span) => searchFor(`taken:${span.name}`)} />}
      <p className="quiet">
        {figures.undated === 0 ? null : `${say.time.undated(figures.undated)} · `}
        <a href={listAt("missing")}>{words.missing.heading}</a>
      </p>
      <AsTable spans={figures.taken} heading={say.growth.month} counted={say.time.count} />
    </Panel>
  );
}

export function Growth({ figures }: { figures: Figures }) {
  const first = figures.grown[0];
  const last = figures.grown.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <Panel heading={say.growth.heading}>
      <p>{say.growth.chart(last.photos, last.bytes, first.name, last.name)}.</p>
      <GrowthChart spans={figures.grown} label={say.growth.chart(last.photos, last.bytes, first.name, last.name)} />
      <AsTable spans={figures.grown} heading={say.growth.month} counted={say.growth.files} />
    </Panel>
  );
}

/** The newest year first; another one is a choice away. */
export function Days({ years }: { years: readonly number[] }) {
  const [year, setYear] = useState(years.at(-1) ?? 0);
  const [of, setOf] = useState<"taken" | "copied">("taken");
  const { found } = useYear(year);
  const spans = found?.year === year ? found[of] : [];
  return (
    <Panel heading={say.days.heading}>
      <div className="figures-choices">
        <label>
          {say.days.year}{" "}
          <select className="field" value={year} onChange={(event) => setYear(Number(event.target.value))}>
            {years.toReversed().map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label>
          {say.days.which}{" "}
          <select className="field" value={of} onChange={(event) => setOf(event.target.value === "copied" ? "copied" : "taken")}>
            <option value="taken">{say.days.of.taken}</option>
            <option value="copied">{say.days.of.copied}</option>
          </select>
        </label>
      </div>
      <HeatMap key={`${String(year)} ${of}`} year={year} spans={spans} linked={of === "taken"} />
    </Panel>
  );
}

export function Gear({ heading, ranking, column }: { heading: string; ranking: Ranking; column: string }) {
  if (ranking.first.length === 0) return null;
  return (
    <Panel heading={heading}>
      <Table heading={column} rows={ranked(ranking)} />
    </Panel>
  );
}

export function Shoots({ figures }: { figures: Figures }) {
  if (figures.shoots.length === 0) return null;
  return (
    <Panel heading={say.shoots.heading}>
      <ul className="figures-list">
        {figures.shoots.map((shoot) => (
          <li key={shoot.id}>
            <a href={listAt("shoots", shoot.id)}>
              <Name text={shoot.name} />
            </a>{" "}
            <span className="quiet">{say.shoots.files(shoot.photos)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

interface Row {
  name: string;
  photos: number;
  bytes: number;
}

function ranked({ first, rest }: Ranking): Row[] {
  return rest === null ? first : [...first, { ...rest, name: say.gear.others }];
}

function Table({ heading, rows }: { heading: string; rows: readonly Row[] }) {
  return (
    <table className="figure-table">
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">{say.time.count}</th>
          <th scope="col">{say.time.size}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">
              <Name text={row.name} />
            </th>
            <td>{number(row.photos)}</td>
            <td>{bytes(row.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
