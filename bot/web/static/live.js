// Follow a job: where its state moves, its progress is read again. Without this script, reload the page.
(() => {
  "use strict";
  const news = document.getElementById("news");
  let source = null;

  const say = (words, again) => {
    news.textContent = words;
    if (again) {
      const link = document.createElement("a");
      link.href = location.pathname;
      link.textContent = "Read it again";
      news.append(" ", link);
    }
    news.hidden = false;
  };

  const follow = () => {
    const place = document.getElementById("progress");
    if (source) source.close();
    source = null;
    if (!place.dataset.live) return;
    source = new EventSource(place.dataset.live);
    source.addEventListener("moved", async () => {
      source.close();
      const answer = await fetch(location.pathname, { credentials: "same-origin", redirect: "error" }).catch(() => null);
      if (!answer || !answer.ok) {
        say("The job has moved.", true);
        return;
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("progress");
      const before = place.dataset.digest;
      place.replaceWith(fresh);
      document.title = page.title;
      const words = fresh.querySelector("#decision").textContent.trim().replace(/\s+/g, " ");
      if (fresh.dataset.digest !== before) {
        say(before ? "The package is another one now: " + words : "There is a package now: " + words, true);
      } else {
        say(words, false);
      }
      follow();
    });
  };
  follow();
})();
