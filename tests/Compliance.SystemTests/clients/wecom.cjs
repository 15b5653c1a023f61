// {endpoint: "http://127.0.0.1:8080/wecom/", id, secret, path: "cgi-bin/externalcontact/add_msg_template", request}
// The package's root does not load (a dependency lacks its build), its WeCom part does.
const Application = require("node-easywechat/dist/Work/Application.js");

module.exports = require("./say.cjs")(async ({ endpoint, id, secret, path, request }) => {
  const app = new Application({ corp_id: id, secret, token: "", aes_key: "", http: { baseURL: endpoint, throw: false } });
  const response = await app.getClient().request("post", path, { json: request });
  return { body: response.toObject(), headers: response.getHeaders() };
});
