// GitHub as far as the bot sees it: the emulator `emulate` with its routes, and real git behind it.
//
// The emulator keeps people, pull requests, reviews, checks and comments. Branches, commits and merges are those of a
// bare repository on the disk, looked at before every request, so that a `git push` is all it takes to move a head.
// Where the emulator is kinder or other than GitHub, the routes here are registered first and win.
//
// usage: node emulator.mjs <port> <folder of bare repositories> < seed.json
import { execFileSync } from "node:child_process";
import { createHash, createHmac, randomUUID } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const VERSION = "0.12.2";
const [port, root] = process.argv.slice(2);
const seed = JSON.parse(readFileSync(0, "utf8"));
const modules = process.env.GAINS_NODE_MODULES;
const home = join(modules, "emulate");
const found = JSON.parse(readFileSync(join(home, "package.json"), "utf8")).version;
if (found !== VERSION) throw new Error(`emulate ${found} is installed; this was written for ${VERSION}`);
const dist = join(home, "dist");
const chunk = readdirSync(dist).find((name) => /^dist-.*\.js$/.test(name) && /^var githubPlugin = /m.test(readFileSync(join(dist, name), "utf8")));
const { githubPlugin, getGitHubStore, seedFromConfig } = await import(pathToFileURL(join(dist, chunk)));
const { createEmulator } = await import(pathToFileURL(join(dist, "api.js")));

const git = (repo, ...words) =>
  execFileSync("git", ["--git-dir", join(root, `${repo.full_name}.git`), ...words], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: { PATH: process.env.PATH, GIT_CONFIG_NOSYSTEM: "1", HOME: "/nonexistent", LC_ALL: "C" },
  });
const tried = (...words) => {
  try {
    return git(...words);
  } catch (error) {
    return { code: error.status, out: error.stdout ?? "" };
  }
};

const plain = githubPlugin.register;
githubPlugin.register = (app, store, webhooks, baseUrl, tokenMap) => {
  const gh = getGitHubStore(store);
  const statuses = [];
  const rules = new Map();
  const dispatch = webhooks.dispatch.bind(webhooks);
  webhooks.dispatch = (event, action, payload, ...rest) => {
    const number = payload?.pull_request?.number;
    // GitHub gives a new comment one time. The emulator stamps it twice, so now and then a new one would look edited.
    if (event === "issue_comment" && action === "created")
      for (const one of [payload.comment, gh.comments.get(payload.comment.id)]) one.updated_at = one.created_at;
    // GitHub marks the issue that a pull request is; without the mark nobody can tell what a comment is about.
    if (event === "issue_comment" && gh.issues.get(payload.issue?.id)?.is_pull_request)
      payload.issue.pull_request = { url: `${payload.repository.url}/pulls/${payload.issue.number}` };
    return dispatch(event, action, number ? { number, ...payload } : payload, ...rest);
  };
  webhooks.setHeaderFactory?.(({ event, body, subscription }) => ({
    "Content-Type": "application/json",
    "X-GitHub-Event": event,
    "X-GitHub-Delivery": randomUUID(),
    ...(subscription?.secret ? { "X-Hub-Signature-256": `sha256=${createHmac("sha256", subscription.secret).update(body).digest("hex")}` } : {}),
  }));
  const refuse = (c, status, message, fields = []) =>
    c.json({ message, errors: fields.map((field) => ({ resource: "PullRequest", field, code: "invalid" })), documentation_url: "https://docs.github.com/rest", status: String(status) }, status);
  const json = (c) => c.req.raw.clone().json();
  // One route answers a request; what only looks before or after it is a middleware for that path and verb.
  const around = (verb, path, handler) => app.use(path, (c, next) => (c.req.method === verb ? handler(c, next) : next()));
  const repoOf = (c) => gh.repos.findOneBy("full_name", `${c.req.param("owner")}/${c.req.param("repo")}`);
  const pullOf = (c, repo) => gh.pullRequests.findBy("repo_id", repo.id).find((pr) => pr.number === Number(c.req.param("number")));
  const userOf = (c) => gh.users.findOneBy("login", c.get("authUser")?.login ?? "");
  const writer = (repo, login) =>
    gh.collaborators.findBy("repo_id", repo.id).some((one) => gh.users.get(one.user_id)?.login === login && ["push", "maintain", "admin"].includes(one.permission));
  const byMail = (mail) => {
    const user = gh.users.findOneBy("login", mail.replace(/@.*/, ""));
    return user ? { login: user.login, id: user.id, type: user.type } : null;
  };
  const commitsOf = (repo, range) =>
    git(repo, "log", "--reverse", "--topo-order", "--format=%H%x00%P%x00%an%x00%ae%x00%cn%x00%ce%x00%T%x00%aI%x00%B%x01", ...range)
      .split("\x01").map((row) => row.trim()).filter(Boolean)
      .map((row) => row.split("\0"))
      .map(([sha, parents, an, ae, cn, ce, tree, date, message]) => ({ sha, parents: parents.split(" ").filter(Boolean), an, ae, cn, ce, tree, date, message }));

  // Look at the bare repository: what was pushed since the last request is told as GitHub tells it.
  const sync = (repo) => {
    if (!existsSync(join(root, `${repo.full_name}.git`))) return;
    const now = new Map(git(repo, "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads/").split("\n").filter(Boolean).map((line) => line.split(" ").reverse()));
    const rows = new Map(gh.refs.findBy("repo_id", repo.id).filter((row) => row.ref.startsWith("refs/heads/")).map((row) => [row.ref, row]));
    const fresh = [...now].filter(([ref, sha]) => rows.get(ref)?.sha !== sha);
    const gone = [...rows.keys()].filter((ref) => !now.has(ref));
    if (!fresh.length && !gone.length) return;
    const known = new Set(gh.commits.findBy("repo_id", repo.id).map((row) => row.sha));
    const old = [...rows.values()].map((row) => `^${row.sha}`).filter((sha) => typeof tried(repo, "cat-file", "-e", sha.slice(1)) === "string");
    for (const one of commitsOf(repo, [...fresh.map(([, sha]) => sha), ...old])) {
      if (known.has(one.sha)) continue;
      gh.commits.insert({ repo_id: repo.id, sha: one.sha, node_id: "", message: one.message, author_name: one.an, author_email: one.ae, author_date: one.date, committer_name: one.cn, committer_email: one.ce, committer_date: one.date, tree_sha: one.tree, parent_shas: one.parents, user_id: null });
    }
    for (const [ref, sha] of fresh) {
      const name = ref.slice("refs/heads/".length);
      const branch = gh.branches.findBy("repo_id", repo.id).find((row) => row.name === name);
      if (branch) gh.branches.update(branch.id, { sha });
      else gh.branches.insert({ repo_id: repo.id, name, sha, protected: false });
      const before = rows.get(ref)?.sha ?? "0".repeat(40);
      webhooks.dispatch("push", undefined, { ref, before, after: sha, repository: { id: repo.id, full_name: repo.full_name } }, repo.full_name.split("/")[0], repo.name);
      if (rows.has(ref)) gh.refs.update(rows.get(ref).id, { sha });
      else gh.refs.insert({ repo_id: repo.id, ref, sha, node_id: `ref-${ref}` });
    }
    for (const ref of gone) {
      gh.refs.delete(rows.get(ref).id);
      const branch = gh.branches.findBy("repo_id", repo.id).find((row) => `refs/heads/${row.name}` === ref);
      if (branch) gh.branches.delete(branch.id);
    }
    for (const pr of gh.pullRequests.all().filter((row) => row.head_repo_id === repo.id && row.state === "open")) {
      const sha = now.get(`refs/heads/${pr.head_ref}`);
      if (!sha) gh.pullRequests.update(pr.id, { state: "closed" });
      else if (sha !== pr.head_sha) moved(pr, sha);
    }
    for (const pr of gh.pullRequests.all().filter((row) => row.base_repo_id === repo.id && row.state === "open"))
      if (!now.has(`refs/heads/${pr.base_ref}`)) gh.pullRequests.update(pr.id, { state: "closed" });
  };
  const moved = (pr, sha) => {
    const base = gh.repos.get(pr.base_repo_id);
    gh.pullRequests.update(pr.id, { head_sha: sha });
    expose(pr);
    const guard = gh.branchProtections.findBy("repo_id", base.id).find((row) => row.branch_name === pr.base_ref);
    if (guard?.required_pull_request_reviews?.dismiss_stale_reviews)
      for (const one of gh.reviews.findBy("repo_id", base.id))
        if (one.pull_number === pr.number && one.state === "APPROVED") gh.reviews.update(one.id, { state: "DISMISSED" });
    webhooks.dispatch("pull_request", "synchronize", { action: "synchronize", number: pr.number, after: sha, pull_request: { number: pr.number, head: { sha } }, repository: { id: base.id, full_name: base.full_name } }, base.full_name.split("/")[0], base.name);
  };
  // As GitHub does, the head of every pull request can be fetched from the base repository, a fork's, too.
  const expose = (pr) => {
    const [base, head] = [gh.repos.get(pr.base_repo_id), gh.repos.get(pr.head_repo_id)];
    const row = gh.pullRequests.get(pr.id);
    if (head.id !== base.id) git(base, "fetch", "--quiet", join(root, `${head.full_name}.git`), `+refs/heads/${pr.head_ref}:refs/pull/${pr.number}/head`);
    else git(base, "update-ref", `refs/pull/${pr.number}/head`, row.head_sha);
  };

  const asked = [];
  const again = [];
  app.get("/_test/requests", (c) => c.json(asked.splice(0)));
  app.use("*", async (c, next) => {
    const header = c.req.header("Authorization");
    const token = (header ?? "").replace(/^(Bearer|token)\s+/i, "").trim();
    const { pathname: path, search } = new URL(c.req.url);
    if (!path.startsWith("/_")) {
      const text = ["GET", "HEAD", "DELETE"].includes(c.req.method) ? "" : await c.req.raw.clone().text();
      asked.push({ method: c.req.method, path, search, body: text ? JSON.parse(text) : null });
    }
    if (header && !c.get("authApp") && !tokenMap.has(token)) return refuse(c, 401, "Bad credentials");
    const [, owner, name] = /^\/repos\/([^/]+)\/([^/]+)/.exec(path) ?? [];
    const repo = owner && gh.repos.findOneBy("full_name", `${owner}/${name}`);
    if (repo) gh.repos.all().filter((row) => row.id === repo.id || row.forked_from_id === repo.id).forEach(sync);
    await next();
  });
  // What did not change since it was asked for is not sent again: GitHub's conditional requests.
  const answered = app.dispatch.bind(app);
  app.dispatch = async (c, handlers) => {
    const res = await answered(c, handlers);
    if (c.req.method !== "GET" || res?.status !== 200 || new URL(c.req.url).pathname.startsWith("/_")) return res;
    const text = await res.text();
    const etag = `W/"${createHash("sha256").update(text).digest("hex")}"`;
    const headers = { ...Object.fromEntries(res.headers), etag };
    if (c.req.header("If-None-Match") !== etag) return new Response(text, { status: 200, headers });
    unchanged += 1;
    return new Response(null, { status: 304, headers: { etag } });
  };
  let unchanged = 0;
  app.get("/_test/unchanged", (c) => c.json({ count: unchanged }));
  app.post("/_test/repos", async (c) => {
    const { owner, name, writers, fork_of: parent } = await json(c);
    seedFromConfig(store, baseUrl, { repos: [{ owner, name, auto_init: false }] });
    const repo = gh.repos.findOneBy("full_name", `${owner}/${name}`);
    if (parent) gh.repos.update(repo.id, { fork: true, forked_from_id: gh.repos.findOneBy("full_name", parent).id });
    for (const login of writers) gh.collaborators.insert({ repo_id: repo.id, user_id: gh.users.findOneBy("login", login).id, permission: login === "admin" ? "admin" : "push" });
    sync(repo);
    return c.json({ id: repo.id });
  });
  // An App's own account is there as soon as the App is, not only when it first acts.
  around("GET", "/users/:username", async (c, next) => {
    const login = decodeURIComponent(c.req.param("username"));
    const owner = gh.apps.all().find((one) => `${one.slug}[bot]` === login);
    if (owner && !gh.users.findOneBy("login", login))
      gh.users.insert({ login, node_id: "", avatar_url: "", gravatar_id: "", type: "Bot", site_admin: false, name: owner.name, company: null, blog: "", location: null, email: null, hireable: null, bio: null, twitter_username: null, public_repos: 0, public_gists: 0, followers: 0, following: 0 });
    if (owner) return c.json({ login, id: gh.users.findOneBy("login", login).id, type: "Bot" });
    await next();
  });
  app.get("/_test/who", (c) => c.json({ login: c.get("authUser")?.login ?? "" }));
  app.post("/_test/sync", (c) => (gh.repos.all().forEach(sync), c.json({})));

  app.get("/repos/:owner/:repo/git/ref/:ref{.+}", (c) => {
    const repo = repoOf(c);
    const row = repo && gh.refs.findBy("repo_id", repo.id).find((one) => one.ref === `refs/${decodeURIComponent(c.req.param("ref"))}`);
    return row ? c.json({ ref: row.ref, object: { type: "commit", sha: row.sha } }) : refuse(c, 404, "Not Found");
  });
  app.get("/repos/:owner/:repo/collaborators/:username/permission", (c) => {
    const [repo, login] = [repoOf(c), decodeURIComponent(c.req.param("username"))];
    const user = gh.users.findOneBy("login", login);
    if (!user) return refuse(c, 404, "Not Found");
    return c.json({ permission: writer(repo, login) ? "write" : "read", user: { login } });
  });
  around("POST", "/repos/:owner/:repo/pulls", async (c, next) => {
    const [repo, body] = [repoOf(c), await json(c)];
    if (!c.get("authUser")) return refuse(c, 401, "Requires authentication");
    const branch = (name) => gh.branches.findBy("repo_id", repo.id).find((row) => row.name === name);
    const fork = body.head.includes(":");
    if (!fork && !branch(body.head)) return refuse(c, 422, "Validation Failed", ["head"]);
    if (!branch(body.base)) return refuse(c, 422, "Validation Failed", ["base"]);
    const same = gh.pullRequests.findBy("repo_id", repo.id).some((pr) => pr.state === "open" && pr.head_ref === body.head && pr.base_ref === body.base);
    if (same) return refuse(c, 422, "Validation Failed: A pull request already exists");
    if (!fork && git(repo, "rev-list", "--count", `${branch(body.base).sha}..${branch(body.head).sha}`).trim() === "0") return refuse(c, 422, "Validation Failed: No commits between them");
    await next();
    gh.pullRequests.findBy("repo_id", repo.id).forEach((pr) => pr.state === "open" && expose(pr));
  });
  around("PATCH", "/repos/:owner/:repo/pulls/:number", async (c, next) => {
    const [repo, body] = [repoOf(c), await json(c)];
    const pr = pullOf(c, repo);
    if (!pr) return refuse(c, 404, "Not Found");
    delete body.draft;
    const twin = gh.pullRequests.findBy("repo_id", repo.id).some((one) => one.id !== pr.id && one.state === "open" && one.head_ref === pr.head_ref && one.base_ref === pr.base_ref);
    if (body.state === "open" && pr.state === "closed") {
      const branch = gh.branches.findBy("repo_id", repo.id).find((row) => row.name === pr.head_ref);
      if (twin || pr.merged || !branch) return refuse(c, 422, "Validation Failed: state cannot be changed");
      await next();
      if (branch.sha !== pr.head_sha) moved(gh.pullRequests.get(pr.id), branch.sha);
      return;
    }
    await next();
  });
  app.put("/repos/:owner/:repo/pulls/:number/merge", async (c) => {
    const [repo, body] = [repoOf(c), await json(c)];
    const pr = pullOf(c, repo);
    if (!pr) return refuse(c, 404, "Not Found");
    const who = c.get("authUser");
    if (!who.installation && !writer(repo, who.login)) return refuse(c, 403, "Must have push access");
    if (pr.state !== "open" || pr.draft) return refuse(c, 405, "Pull Request is not mergeable");
    if (body.sha && body.sha !== pr.head_sha) return refuse(c, 409, "Head branch was modified. Review and try the merge again.");
    const guard = gh.branchProtections.findBy("repo_id", repo.id).find((row) => row.branch_name === pr.base_ref);
    const runs = gh.checkRuns.findBy("repo_id", repo.id).filter((run) => run.head_sha === pr.head_sha).sort((a, b) => a.id - b.id);
    for (const context of guard?.required_status_checks?.contexts ?? []) {
      const last = runs.filter((run) => run.name === context).pop() ?? statuses.filter((one) => one.repo === repo.id && one.sha === pr.head_sha && one.context === context).pop();
      if (!last || !["success", "neutral", "skipped"].includes(last.conclusion ?? last.state)) return refuse(c, 405, `Required status check "${context}" is expected.`);
    }
    const base = git(repo, "rev-parse", `refs/heads/${pr.base_ref}`).trim();
    const tree = tried(repo, "merge-tree", "--write-tree", "--no-messages", base, pr.head_sha);
    if (typeof tree !== "string") return refuse(c, 405, "Pull Request is not mergeable");
    const login = who.installation ? gh.apps.all()[0].slug : who.login;
    const sign = ["-c", `user.name=${login}`, "-c", `user.email=${login}@example.net`];
    const made = git(repo, ...sign, "commit-tree", "-p", base, "-p", pr.head_sha, "-m", `${body.commit_title ?? "Merge"}\n\n${body.commit_message ?? ""}`, tree.trim()).trim();
    git(repo, "update-ref", `refs/heads/${pr.base_ref}`, made, base);
    const now = new Date().toISOString();
    gh.pullRequests.update(pr.id, { merged: true, merged_at: now, merge_commit_sha: made, state: "closed", closed_at: now, base_sha: base });
    sync(repo);
    webhooks.dispatch("pull_request", "closed", { action: "closed", number: pr.number, pull_request: { number: pr.number, merged: true, head: { sha: pr.head_sha } }, repository: { id: repo.id, full_name: repo.full_name } }, repo.full_name.split("/")[0], repo.name);
    return c.json({ sha: made, merged: true, message: "Pull Request successfully merged" });
  });
  app.get("/repos/:owner/:repo/pulls/:number/commits", (c) => {
    const repo = repoOf(c);
    const pr = pullOf(c, repo);
    if (!pr) return refuse(c, 404, "Not Found");
    const listed = commitsOf(repo, [`refs/pull/${pr.number}/head`, `^refs/heads/${pr.base_ref}`]).slice(0, 250);
    const [page, size] = [Number(c.req.query("page") ?? 1), Number(c.req.query("per_page") ?? 30)];
    return c.json(listed.slice((page - 1) * size, page * size).map((one) => ({ sha: one.sha, commit: { message: one.message }, author: byMail(one.ae), committer: byMail(one.ce) })));
  });
  around("POST", "/repos/:owner/:repo/pulls/:number/reviews", async (c, next) => {
    const [repo, body] = [repoOf(c), await json(c)];
    const pr = pullOf(c, repo);
    if (pr && pr.user_id === userOf(c)?.id && body.event !== "COMMENT") return refuse(c, 422, "Unprocessable Entity: Can not approve your own pull request");
    if (body.event !== "APPROVE" && !body.body) return refuse(c, 422, "Validation Failed: body is needed");
    await next();
  });
  // Who set which label: the emulator keeps labels, and no events of them.
  const labelled = new Map();
  const labels = async (c, next) => {
    const [repo, key] = [repoOf(c), `${c.req.param("owner")}/${c.req.param("repo")}#${c.req.param("number")}`];
    const there = () => (pullOf(c, repo)?.label_ids ?? []).map((id) => gh.labels.get(id)?.name);
    const before = new Set(there());
    await next();
    const after = new Set(there());
    const actor = { login: c.get("authUser").login, id: userOf(c)?.id, type: userOf(c)?.type ?? "User" };
    const events = labelled.get(key) ?? labelled.set(key, []).get(key);
    for (const name of after) if (!before.has(name)) events.push({ id: events.length + 1, event: "labeled", actor, label: { name } });
    for (const name of before) if (!after.has(name)) events.push({ id: events.length + 1, event: "unlabeled", actor, label: { name } });
  };
  for (const verb of ["PUT", "POST", "DELETE"]) around(verb, "/repos/:owner/:repo/issues/:number/labels", labels);
  app.get("/repos/:owner/:repo/issues/:number/events", (c) => {
    const [page, size] = [Number(c.req.query("page") ?? 1), Number(c.req.query("per_page") ?? 30)];
    const listed = labelled.get(`${c.req.param("owner")}/${c.req.param("repo")}#${c.req.param("number")}`) ?? [];
    return c.json(listed.slice((page - 1) * size, page * size));
  });
  // What was sent is listed by the emulator; asking for it again is not there.
  app.post("/repos/:owner/:repo/hooks/:hook/deliveries/:delivery/attempts", (c) => {
    const one = webhooks.getDeliveries(Number(c.req.param("hook"))).find((row) => row.id === Number(c.req.param("delivery")));
    if (!one) return refuse(c, 404, "Not Found");
    again.push({ hook: one.hook_id, delivery: one.id });
    return c.json({}, 202);
  });
  app.get("/_test/again", (c) => c.json(again.splice(0)));
  const long = async (c, next) => {
    const body = await json(c);
    if ((body.body ?? "").length > 65536) return refuse(c, 422, "Validation Failed: body is too long (maximum is 65536 characters)");
    await next();
  };
  around("POST", "/repos/:owner/:repo/issues/:number/comments", long);
  around("PATCH", "/repos/:owner/:repo/issues/comments/:id", long);

  // Check runs are for Apps only; annotations come fifty at a time and are added to those that are there.
  const notes = new Map();
  const checked = async (c, next) => {
    if (!c.get("authUser")?.installation) return refuse(c, 403, "You must authenticate via a GitHub App.");
    const body = await json(c);
    const { annotations = [], summary = "" } = body.output ?? {};
    if (annotations.length > 50 || summary.length > 65535) return refuse(c, 422, "Invalid request: too many annotations, or a summary too long");
    const repo = repoOf(c);
    if (body.head_sha && !gh.commits.findBy("repo_id", repo.id).some((row) => row.sha === body.head_sha)) return refuse(c, 422, `No commit found for SHA: ${body.head_sha}`);
    await next();
    const id = Number(c.req.param("id") ?? Math.max(...gh.checkRuns.all().map((run) => run.id)));
    notes.set(id, [...(notes.get(id) ?? []), ...annotations]);
    const run = gh.checkRuns.get(id);
    if (run) gh.checkRuns.update(id, { output: { ...run.output, annotations_count: notes.get(id).length } });
  };
  around("POST", "/repos/:owner/:repo/check-runs", checked);
  around("PATCH", "/repos/:owner/:repo/check-runs/:id", checked);
  app.get("/repos/:owner/:repo/check-runs/:id/annotations", (c) => {
    const [page, size] = [Number(c.req.query("page") ?? 1), Number(c.req.query("per_page") ?? 30)];
    return c.json((notes.get(Number(c.req.param("id"))) ?? []).slice((page - 1) * size, page * size));
  });
  app.post("/repos/:owner/:repo/statuses/:sha", async (c) => {
    const [repo, body, sha] = [repoOf(c), await json(c), c.req.param("sha")];
    if (!c.get("authUser")?.installation && !writer(repo, c.get("authUser")?.login)) return refuse(c, 403, "Must have push access");
    if (!gh.commits.findBy("repo_id", repo.id).some((row) => row.sha === sha)) return refuse(c, 422, `No commit found for SHA: ${sha}`);
    if ((body.description ?? "").length > 140) return refuse(c, 422, "Validation Failed: description is too long (maximum is 140 characters)");
    const one = { repo: repo.id, sha, context: body.context ?? "default", state: body.state, description: body.description ?? null, target_url: body.target_url ?? null };
    statuses.push(one);
    return c.json(one, 201);
  });
  app.get("/repos/:owner/:repo/commits/:sha/status", (c) => {
    const [repo, sha] = [repoOf(c), c.req.param("sha")];
    const last = new Map(statuses.filter((one) => one.repo === repo.id && one.sha === sha).map((one) => [one.context, one]));
    return c.json({ sha, statuses: [...last.values()], total_count: last.size });
  });
  app.get("/repos/:owner/:repo/rules/branches/:branch{.+}", (c) => {
    const listed = rules.get(`${repoOf(c).id}/${c.req.param("branch")}`) ?? [];
    return c.json(Number(c.req.query("page") ?? 1) > 1 ? [] : listed);
  });
  app.put("/_test/rules/:owner/:repo/:branch", async (c) => {
    rules.set(`${repoOf(c).id}/${c.req.param("branch")}`, await json(c));
    return c.json({});
  });
  app.post("/graphql", async (c) => {
    const { query, variables } = await json(c);
    const pr = gh.pullRequests.all().find((row) => row.node_id === variables?.input?.pullRequestId);
    const name = /(convertPullRequestToDraft|markPullRequestReadyForReview)/.exec(query)?.[1];
    if (!pr || !name) return c.json({ errors: [{ type: "NOT_FOUND", message: "Could not resolve to a node" }] });
    gh.pullRequests.update(pr.id, { draft: name === "convertPullRequestToDraft" });
    return c.json({ data: { [name]: { clientMutationId: null } } });
  });
  plain.call(githubPlugin, app, store, webhooks, baseUrl, tokenMap);
};

await createEmulator({ service: "github", port: Number(port), baseUrl: `http://127.0.0.1:${port}`, seed });
console.log("ready");
