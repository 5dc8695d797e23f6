/* Tool 1 written by hand, as one would without a generator: one pass over the accounts where that is possible, plain
comparisons with a tolerance, no functions in the way. `bench/compute.py` checks that its figures are the tool's and
measures the generated script beside it. Items are positions (tier S = 0 … D = 4), a missing number is NaN. */
function byHand(sheet) {
  const EPS = 1e-9, DIMENSIONS = 9, TIERS = 5;
  const AXIS = [0, 0, 0, 0, 1, 1, 1, 1, 1];
  const LABELS = [
    "可拓展空間", "客戶增長性", "戰略契合與標竿價值", "合作意願", "收入貢獻", "盈利性（扣除服務成本）", "錢包份額",
    "關係與決策鏈深度", "付款與信用風險",
  ];
  const PRESET_WEIGHTS = [[20, 10, 15, 10, 10, 15, 5, 10, 5], [30, 0, 15, 20, 0, 20, 0, 15, 0]];
  const PRESET_CUTS = [[4, 3.5, 2.8, 2, 1], [4, 3.5, 2.8, 1, 1], [5, 3.5, 2.8, 1, 1]];
  const USED = [[1, 1, 1, 1, 1], [1, 1, 1, 1, 0], [0, 1, 1, 1, 0]];
  const NAMES = [
    ["S 戰略客戶", "A 重點客戶", "B 核心客戶", "C 普通客戶", "D 觀察客戶"],
    ["S 戰略客戶", "A 核心客戶", "B 成長客戶", "C 一般客戶", "（不用）"],
    ["（不用）", "A 級客戶", "B 級客戶", "C 級客戶", "（不用）"],
  ];
  const FLOORS = [1, 1, 4, 3, 1, 1, 1, 1, 3];
  const EFFORT_LOW = [3, 1.5, 0.5, 0.1, 0], EFFORT_HIGH = [6, 3, 1, 0.3, 0.05];

  const { typed } = sheet, n = sheet.count.account;
  const one = (name, standard) => typed[name][0] === typed[name][0] ? typed[name][0] : standard;
  const all = (name, standard) => Array.from(typed[name], (x, i) => x === x ? x : standard[i]);
  const column = () => new Float64Array(n).fill(NaN), texts = () => new Array(n).fill(null);

  // ---- settings
  const scheme = one("chosen_scheme", 0), counted = one("counted", 0);
  const used = USED[scheme];
  const weight = all("weight", PRESET_WEIGHTS[one("chosen_weighting", 0)]);
  const cut = all("cut", PRESET_CUTS[scheme]), floor = all("gate_floor", FLOORS);
  const low = all("effort_low", EFFORT_LOW), high = all("effort_high", EFFORT_HIGH);
  const mid = low.map((x, tier) => (x + high[tier]) / 2);
  const sFloor = one("s_potential_floor", 4), aFloor = one("a_potential_floor", 3);
  const paymentCap = one("payment_cap", 1), protection = one("protection_share", 0.1);
  const divisor = one("anchor_divisor", 1);
  const { revenue, wallet, effort, rating, current_tier, account_name, decided_reason } = typed;
  const [totalRevenue] = typed.total_revenue, [others] = typed.unlisted_count, [otherRevenue] = typed.unlisted_revenue;

  let weights = 0, weightsP = 0, weightsV = 0;
  for (let i = 0; i < DIMENSIONS; i++) {
    weights += weight[i];
    if (AXIS[i] === 0) weightsP += weight[i];
    else weightsV += weight[i];
  }

  // ---- each account
  const counts = new Uint8Array(n), share = column(), sow = column(), open_wallet = column();
  const score = column(), score_index = column(), potential = column(), present = column();
  const zone = texts(), line_distance = column(), near_line = column();
  const space_by_figures = column(), contribution_by_figures = column(), wallet_share_by_figures = column();
  const off_figures = column(), base_tier = column(), s_shortfall = texts(), s_qualified = column();
  const s_blocked = column(), tier_after_s = column(), a_blocked = column(), tier_after_a = column();
  const payment_capped = column(), tier_after_payment = column(), protected_ = column(), gated_tier = column();
  const candidates = [];
  let effortTotal = 0, listed = 0, countedRows = 0, squares = 0, offCount = 0, sBefore = 0;
  for (let a = 0; a < n; a++) {
    const start = a * DIMENSIONS;
    let sum = 0, sumP = 0, sumV = 0, complete = revenue[a] === revenue[a];
    for (let i = 0; i < DIMENSIONS; i++) {
      const x = rating[start + i];
      if (x !== x && (weight[i] > 0 || floor[i] > 1 || i === 8)) complete = false;
      if (!(weight[i] > 0)) continue;
      sum += weight[i] * x;
      if (AXIS[i] === 0) sumP += weight[i] * x;
      else sumV += weight[i] * x;
    }
    const sh = share[a] = revenue[a] / totalRevenue, own = sow[a] = revenue[a] / wallet[a];
    const open = open_wallet[a] = wallet[a] - revenue[a];
    if (!complete) continue;
    counts[a] = 1;
    countedRows++;
    effortTotal += effort[a];
    listed += revenue[a];
    squares += sh * sh;

    const m = score[a] = sum / weights, p = potential[a] = sumP / weightsP, v = present[a] = sumV / weightsV;
    score_index[a] = 25 * (m - 1);
    zone[a] = p >= 3 - EPS ? v >= 3 - EPS ? "明星" : "潛力" : v >= 3 - EPS ? "維護" : "基礎";
    const distance = line_distance[a] = Math.min(Math.abs(p - 3), Math.abs(v - 3));
    near_line[a] = distance <= 0.15 + EPS ? 1 : 0;

    const space = open / totalRevenue * divisor + EPS, part = sh * divisor + EPS;
    space_by_figures[a] = space >= 0.3 ? 5 : space >= 0.12 ? 4 : space >= 0.04 ? 3 : space >= 0.01 ? 2 : 1;
    contribution_by_figures[a] = part >= 0.12 ? 5 : part >= 0.07 ? 4 : part >= 0.045 ? 3 : part >= 0.015 ? 2 : 1;
    const o = own + EPS;
    wallet_share_by_figures[a] = o >= 0.8 ? 5 : o >= 0.6 ? 4 : o >= 0.3 ? 3 : o >= 0.15 ? 2 : 1;
    const off = rating[start] !== space_by_figures[a] || rating[start + 4] !== contribution_by_figures[a] ||
      rating[start + 6] !== wallet_share_by_figures[a];
    off_figures[a] = off ? 1 : 0;
    if (off) offCount++;

    let tier = 0;
    while (tier < TIERS && !(used[tier] && m >= cut[tier] - EPS)) tier++;
    base_tier[a] = tier;
    const short = [];
    for (let i = 0; i < DIMENSIONS; i++) {
      if (floor[i] > 1 && rating[start + i] < floor[i]) short.push(LABELS[i]);
    }
    s_shortfall[a] = short.join("、");
    const qualified = p >= sFloor - EPS && short.length === 0;
    s_qualified[a] = qualified ? 1 : 0;
    const blockedS = tier === 0 && !qualified;
    s_blocked[a] = blockedS ? 1 : 0;
    if (blockedS) tier = 1;
    tier_after_s[a] = tier;
    const blockedA = tier === 1 && p < aFloor - EPS;
    a_blocked[a] = blockedA ? 1 : 0;
    if (blockedA) tier = 2;
    tier_after_a[a] = tier;
    const capped = rating[start + 8] <= paymentCap && tier < 2;
    payment_capped[a] = capped ? 1 : 0;
    if (capped) tier = 2;
    tier_after_payment[a] = tier;
    if (tier === 0) {
      sBefore++;
      candidates.push(a);
    }
    const safe = sh >= protection - EPS && tier > 1;
    protected_[a] = safe ? 1 : 0;
    gated_tier[a] = safe ? 1 : tier;
  }

  // ---- as many S as can be served
  const sEffort = one("s_effort_available", effortTotal), capacity = Math.floor(sEffort / mid[0] + EPS);
  const s_place = column();
  candidates.sort((a, b) => {
    if (Math.abs(score[a] - score[b]) > EPS) return score[b] - score[a];
    if (Math.abs(potential[a] - potential[b]) > EPS) return potential[b] - potential[a];
    return revenue[b] - revenue[a] || a - b;
  });
  candidates.forEach((a, place) => s_place[a] = place + 1);

  const over_capacity = column(), recommended_tier = column(), reason = texts(), mode = texts(), move = texts();
  const recommended_count = new Float64Array(TIERS), current_count = new Float64Array(TIERS);
  const recommended_revenue = new Float64Array(TIERS), recommended_effort = new Float64Array(TIERS);
  let midTotal = 0, misgraded = 0, keys = 0;
  for (let a = 0; a < n; a++) {
    if (!counts[a]) continue;
    const over = tier_after_payment[a] === 0 && s_place[a] > capacity;
    over_capacity[a] = over ? 1 : 0;
    const tier = recommended_tier[a] = over ? 1 : gated_tier[a], before = current_tier[a];
    reason[a] = over ? "S 級名額已滿" : protected_[a] ? "保底規則" : payment_capped[a] ? "信用封頂"
      : a_blocked[a] ? "吸引力不到 A 級線" : s_blocked[a] ? "S 級條件未過" : "得分";
    mode[a] = protected_[a] ? "保護" : "按級經營";
    move[a] = tier < before ? `上調 ${before - tier} 級` : tier > before ? `下調 ${tier - before} 級` : "不變";
    recommended_count[tier]++;
    current_count[before]++;
    recommended_revenue[tier] += revenue[a];
    recommended_effort[tier] += effort[a];
    midTotal += mid[tier];
    if (tier !== before) misgraded++;
    if (tier <= 1) keys++;
  }

  // ---- effort against tier, and what is odd
  const norm_effort = column(), effort_gap = column(), effort_flag = texts(), tier_code = column();
  const starved = column(), over_served = column(), key_starved = column(), overrated = column();
  const releasable = column(), hidden = column(), decided_tier = column(), unexplained = column();
  const names = { near: [], off: [], starved: [], over: [], key: [], overrated: [], releasable: [], hidden: [], odd: [] };
  let gaps = 0, keySpace = 0, keyEffort = 0, overratedEffort = 0, freeSpace = 0, freeEffort = 0;
  for (let a = 0; a < n; a++) {
    if (!counts[a]) continue;
    const tier = recommended_tier[a], before = current_tier[a], name = account_name[a] ?? sheet.label.account[a];
    const norm = norm_effort[a] = effortTotal * mid[tier] / midTotal;
    const gap = effort_gap[a] = effort[a] - norm;
    gaps += Math.abs(gap);
    tier_code[a] = 5 - before;
    const thin = effort[a] < low[tier] - EPS, fat = effort[a] > high[tier] + EPS, key = thin && tier <= 1;
    starved[a] = thin ? 1 : 0;
    over_served[a] = fat ? 1 : 0;
    key_starved[a] = key ? 1 : 0;
    effort_flag[a] = thin ? "不足" : fat ? "過度" : "相稱";
    if (thin) names.starved.push(name);
    if (fat) names.over.push(name);
    if (key) {
      names.key.push(name);
      keySpace += open_wallet[a];
      keyEffort += effort[a];
    }
    const rated = before <= 1 && tier > 1, free = before <= 1 && tier > 2;
    overrated[a] = rated ? 1 : 0;
    releasable[a] = free ? 1 : 0;
    if (rated) {
      names.overrated.push(name);
      overratedEffort += effort[a];
    }
    if (free) {
      names.releasable.push(name);
      freeSpace += open_wallet[a];
      freeEffort += effort[a];
    }
    const buried = potential[a] >= 3 - EPS && sow[a] < 0.25 - EPS && before >= 3;
    hidden[a] = buried ? 1 : 0;
    if (buried) names.hidden.push(name);
    if (near_line[a]) names.near.push(name);
    if (off_figures[a]) names.off.push(name);
    const decided = decided_tier[a] = typed.decided_tier[a] === typed.decided_tier[a] ? typed.decided_tier[a] : tier;
    const odd = decided !== tier && decided_reason[a] === null;
    unexplained[a] = odd ? 1 : 0;
    if (odd) names.odd.push(name);
  }

  // ---- the whole
  const rows = [];
  for (let a = 0; a < n; a++) if (counts[a]) rows.push(a);
  const codeRanks = meanRanks(rows.map((a) => tier_code[a]));
  const rhoRevenue = pearson(codeRanks, meanRanks(rows.map((a) => revenue[a])));
  const rhoPotential = pearson(codeRanks, meanRanks(rows.map((a) => potential[a])));
  let mean = 0, deviation = 0;
  for (const a of rows) mean += score[a];
  mean /= rows.length;
  for (const a of rows) deviation += (score[a] - mean) ** 2;
  const shares = rows.map((a) => share[a]).sort((x, y) => y - x);
  const sCount = recommended_count[0], customers = counted === 1 ? countedRows : countedRows + others;
  const otherShare = otherRevenue / totalRevenue;
  const hhi = 10000 * (squares + (others === 0 ? 0 : otherShare * otherShare / others));
  const alignment = 1 - gaps / (2 * effortTotal), discrimination = Math.sqrt(deviation / (rows.length - 1));
  const revenueGap = totalRevenue - listed - otherRevenue, misgradeRate = misgraded / countedRows;
  const sShare = sCount / customers, topShare = shares[0], bias = rhoRevenue - rhoPotential;
  let lowest = 0, descend = true;
  for (let tier = 0; tier < TIERS; tier++) {
    if (used[tier]) lowest = tier + 1;
    for (let lower = tier + 1; lower < TIERS; lower++) {
      if (used[tier] && used[lower] && cut[lower] >= cut[tier] - EPS) descend = false;
    }
  }
  const list = (found) => found.length ? found.join("、") : "無";
  const values = {
    share, sow, open_wallet, score, score_index, potential, present, zone, line_distance, near_line, space_by_figures,
    contribution_by_figures, wallet_share_by_figures, off_figures, base_tier, s_shortfall, s_qualified, s_blocked,
    tier_after_s, a_blocked, tier_after_a, payment_capped, tier_after_payment, protected: protected_, gated_tier,
    s_place, over_capacity, recommended_tier, reason, mode, move, recommended_count, current_count,
    recommended_revenue, recommended_effort, norm_effort, effort_gap, effort_flag, tier_code, starved, over_served,
    key_starved, overrated, releasable, hidden, decided_tier, unexplained, weight, cut, effort_mid: mid,
    tier_used: used, tier_name: NAMES[scheme],
    lowest_used: [lowest], listed_revenue: [listed], revenue_gap: [revenueGap], customer_count: [customers],
    weight_total: [weights], near_line_names: [list(names.near)], off_figures_rate: [offCount / countedRows],
    off_figures_names: [list(names.off)], effort_total: [effortTotal], s_effort_available: [sEffort],
    s_capacity: [capacity], s_count_before: [sBefore], s_count: [sCount], key_count: [keys], s_share: [sShare],
    s_share_current: [current_count[0] / customers], effort_alignment: [alignment], effort_to_move: [1 - alignment],
    starved_names: [list(names.starved)], over_served_names: [list(names.over)],
    key_starved_rate: [names.key.length / countedRows], key_starved_names: [list(names.key)],
    key_starved_space: [keySpace], key_starved_effort: [keyEffort], overrated_names: [list(names.overrated)],
    overrated_effort: [overratedEffort], releasable_names: [list(names.releasable)], releasable_space: [freeSpace],
    releasable_effort: [freeEffort], unlisted_share: [otherShare], hhi: [hhi], n_eff: [10000 / hhi],
    top_share: [topShare], top_five_share: [shares.slice(0, 5).reduce((x, y) => x + y, 0)],
    misgrade_rate: [misgradeRate], rho_revenue: [rhoRevenue], rho_potential: [rhoPotential], revenue_bias: [bias],
    discrimination: [discrimination], hidden_rate: [names.hidden.length / countedRows],
    hidden_names: [list(names.hidden)], unexplained_rate: [names.odd.length / countedRows],
    unexplained_names: [list(names.odd)],
  };
  const light = (red, amber) => [red ? 3 : amber ? 2 : 1];
  const answer = (x) => [x !== x ? 0 : x ? 2 : 1];
  const lights = {
    weights_complete: light(Math.abs(weights - 100) > EPS * 100), cuts_descend: light(!descend),
    revenue_adds_up: light(false, Math.abs(revenueGap) > 0.01 * totalRevenue),
    ratings_off_figures: light(false, offCount > 0), small_sample: light(false, countedRows < 8),
    too_many_strategic: light(sShare > 0.1 || sBefore > capacity), too_many_key: light(keys > 50, keys > 35),
    top_heavy: light(topShare >= 0.2, topShare >= 0.1), concentrated: light(hhi >= 1800, hhi >= 1000),
    misaligned: light(alignment < 0.65, alignment < 0.8), titles_without_troops: light(names.key.length > 0),
    mirrors_sales: bias !== bias ? [0] : light(bias > 0.5, bias > 0.3),
    misgraded: light(misgradeRate > 0.4, misgradeRate > 0.25),
    flat_ratings: discrimination !== discrimination ? [0] : light(false, discrimination < 0.4),
    second_opinion: answer(typed.raters_differ[0]),
    buried_potential: light(false, names.hidden.length > 0), honour_list: answer(typed.never_downgraded[0]),
    decisions_explained: light(names.odd.length > 0),
  };
  return { values, lights, rows: { account: counts } };
}

function meanRanks(xs) {
  const order = xs.map((_, i) => i).sort((i, j) => xs[i] - xs[j]), ranks = new Float64Array(xs.length);
  for (let start = 0, end; start < order.length; start = end) {
    end = start + 1;
    while (end < order.length && xs[order[end]] - xs[order[start]] <= 1e-9 * Math.abs(xs[order[end]])) end++;
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2;
  }
  return ranks;
}

function pearson(xs, ys) {
  let meanX = 0, meanY = 0, both = 0, squareX = 0, squareY = 0;
  for (let i = 0; i < xs.length; i++) {
    meanX += xs[i] / xs.length;
    meanY += ys[i] / xs.length;
  }
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i] - meanX, y = ys[i] - meanY;
    both += x * y;
    squareX += x * x;
    squareY += y * y;
  }
  return both / Math.sqrt(squareX * squareY);
}
