// News from the server, as long as the page is open. When the connection breaks it is made again, ever less often.

const PING = 45000;
const LONGEST = 30000;

/**
 * @param {(news: {list: boolean, mailboxes: string[]}) => void} news
 * @param {(connected: boolean, again: boolean) => void} state
 */
export function live(news, state) {
  let wait = 1000;
  let before = false;
  /** @type {number | undefined} */
  let timer;
  /** @type {WebSocket | undefined} */
  let socket;

  function connect() {
    clearTimeout(timer);
    socket?.close();
    const fresh = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}/webmail/live`);
    socket = fresh;
    let ping = 0;
    fresh.addEventListener("open", () => {
      wait = 1000;
      state(true, before);
      before = true;
      ping = setInterval(() => fresh.send("ping"), PING);
    });
    fresh.addEventListener("message", (event) => {
      const told = JSON.parse(event.data);
      if (told.list) {
        fresh.send("list");
      }
      if (told.list || told.mailboxes.length > 0) {
        news(told);
      }
    });
    fresh.addEventListener("close", (event) => {
      clearInterval(ping);
      if (fresh !== socket || document.body.dataset.leaving) {
        return;
      }
      state(false, before);
      if (event.code === 1008) {
        fetch("/webmail/folders", { headers: { "X-Posthorn": "1" } }).then((response) => {
          if (response.status === 401) {
            location.reload(); // signed out elsewhere
          }
        });
      }
      timer = setTimeout(connect, wait);
      wait = Math.min(LONGEST, wait * 2);
    });
  }

  connect();
  addEventListener("online", connect);
  addEventListener("pagehide", () => {
    document.body.dataset.leaving = "yes";
    socket?.close();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      delete document.body.dataset.leaving;
      connect();
    }
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && socket?.readyState === WebSocket.CLOSED) {
      connect();
    }
  });
  return connect;
}
