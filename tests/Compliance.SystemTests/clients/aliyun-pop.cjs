// {endpoint: "http://127.0.0.1:8080/aliyun-sms", id, secret, action: "SendSms", request, method: "GET" | "POST"}
const { RPCClient } = require("@alicloud/pop-core");

module.exports = require("./say.cjs")(({ endpoint, id, secret, action, request, method }) =>
  new RPCClient({ endpoint, accessKeyId: id, accessKeySecret: secret, apiVersion: "2017-05-25" }).request(action, request, { method, timeout: 30_000 }));
