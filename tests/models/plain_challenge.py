"""The challenge model written down pair by pair, as slowly as it reads: what the fast one is held against."""

from simulation.models.challenge_rules import ChallengeRules

TIE = 1e-12


class PlainRound:
    """One round of one case; lists of floats in, `moved`, `risk`, `chance` out."""

    def __init__(
        self, x: list[float], c: list[float], s: list[float], span: float, rules: ChallengeRules
    ) -> None:
        self.x, self.s, self.span, self.rules = x, s, span, rules
        self.everybody = range(len(x))
        self.w = [a * b for a, b in zip(c, s, strict=True)]
        self.mu = min(
            x, key=lambda y: (round(sum(w * abs(a - y) for w, a in zip(self.w, x, strict=True)), 12), y)
        )
        self.risk = [1.0] * len(x)
        self.chance = self.chances(self.risk)
        security = [sum(self.worth(j, i, by=1.0) for j in self.everybody) for i in self.everybody]
        most, least = max(security), min(security)
        if most - least > TIE:
            taken = [(2 * one - most - least) / (most - least) for one in security]
            self.risk = [(1 - r / 3) / (1 + r / 3) for r in taken]
        if rules.support == "risk":
            self.chance = self.chances(self.risk)
        self.moved = [self.choose(i) for i in self.everybody]

    def apart(self, i: int, j: int) -> float:
        return abs(self.x[i] - self.x[j]) / self.span

    def chances(self, bend: list[float]) -> list[list[float]]:
        def votes(i: int, j: int) -> list[float]:
            return [
                self.w[k] * (self.apart(k, j) ** bend[k] - self.apart(k, i) ** bend[k])
                for k in self.everybody
            ]

        pairs = [(i, j) for i in self.everybody for j in self.everybody]
        everything = sum(abs(vote) for i, j in pairs for vote in votes(i, j))
        found = [[0.0] * len(self.x) for _ in self.everybody]
        for i, j in pairs:
            these = votes(i, j)
            total = everything if self.rules.denominator == "global" else sum(map(abs, these))
            net = self.rules.numerator == "net"
            won = max(0.0, sum(these)) if net else sum(max(0.0, vote) for vote in these)
            if total > 0 and self.apart(i, j) > 0:
                found[i][j] = won / total
        return found

    def worth(self, i: int, j: int, by: float) -> float:
        """Return what i's challenge of j is worth by an exponent."""
        if self.apart(i, j) == 0:
            return 0.0
        d, p, s, q, t = (
            self.apart(i, j),
            self.chance[i][j],
            self.s[j],
            self.rules.status_quo,
            self.rules.improves,
        )
        far = abs(self.x[i] - self.mu) / self.span + d
        success, failure = 2 - 4 * (0.5 - d / 2) ** by, 2 - 4 * (0.5 + d / 2) ** by
        better, worse = 2 - 4 * (0.5 - far / 4) ** by, 2 - 4 * (0.5 + far / 4) ** by
        unchanged = q * (2 - 4 * 0.5**by) + (1 - q) * (t * better + (1 - t) * worse)
        return float(s * (p * success + (1 - p) * failure) + (1 - s) * success - unchanged)

    def choose(self, i: int) -> float:
        offers = [offer for j in self.everybody if self.apart(i, j) > 0 and (offer := self.offer(i, j))]
        if not offers:
            return self.x[i]
        if self.rules.pooling == "strongest":
            best = max(offer["incoming"] for offer in offers)
            kept = [offer for offer in offers if offer["incoming"] >= best - TIE]
            chosen = min(kept, key=lambda offer: (offer["far"], offer["j"]))
        else:
            real = [offer for offer in offers if offer["kind"] >= 0]
            if not real:
                return self.x[i]
            chosen = min(real, key=lambda offer: (offer["kind"], offer["key"], offer["j"]))
        return chosen["target"]

    def offer(self, i: int, j: int) -> dict[str, float]:
        a = self.worth(i, j, self.risk[i])
        b = self.worth(j, i, self.risk[j] if self.rules.view == "sender" else self.risk[i])
        if b <= TIE:
            return {}
        here, there = self.x[i], self.x[j]
        kind, target = -1, here
        if b > a + TIE and a > TIE:
            kind, target = 0, there
        elif a < -TIE and b > -a + TIE:
            kind, target = 1, here + (there - here) * -a / b
        elif a < -TIE and b < -a - TIE and self.rules.capitulation:
            kind, target = 2, there
        key = abs(target - here)
        if kind == 1 and self.rules.compromise_key == "position":
            key = (-a * here + b * there) / (b - a)
        return {"j": j, "kind": kind, "target": target, "key": key, "incoming": b, "far": self.apart(i, j)}
