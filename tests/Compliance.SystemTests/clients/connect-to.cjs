// Preloaded with `node --require`: whatever host the client calls, its connection goes to this loopback port, as behind a private DNS.
// What the client writes, Host header and signature included, stays its own.
const net = require("net");
const port = Number(process.env.CONNECT_TO_PORT);
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const callback = args.flat().find((arg) => typeof arg === "function");
  return connect.call(this, { host: "127.0.0.1", port }, callback);
};
