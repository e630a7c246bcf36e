import { bench } from "vitest";

import { justified } from "@/domain/justified";

import { library } from "./justified.test";

const some = library(100_000);
const many = library(1_000_000);
const wish = { width: 1200, height: 168, months: true };

bench("100,000 photos laid out", () => void justified(some, wish));
bench("1,000,000 photos laid out", () => void justified(many, wish));
