// {endpoint: "127.0.0.1:8080", id, secret, action: "sendSms" | "sendBatchSms", request}
const { default: Client, ...models } = require("@alicloud/dysmsapi20170525");
const { $OpenApiUtil } = require("@alicloud/openapi-core");

module.exports = require("./say.cjs")(async ({ endpoint, id, secret, action, request }) => {
  const client = new Client(new $OpenApiUtil.Config({ accessKeyId: id, accessKeySecret: secret, endpoint, protocol: "http", connectTimeout: 30_000, readTimeout: 30_000 }));
  const Request = action === "sendSms" ? models.SendSmsRequest : models.SendBatchSmsRequest;
  const { statusCode, headers, body } = await client[action](new Request(request));
  return { statusCode, headers, body };
});
