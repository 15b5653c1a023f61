// {endpoint: "127.0.0.1:8080", id, secret, request, version: "v20210111" | "v20190711", signMethod, reqMethod}
const { sms } = require("tencentcloud-sdk-nodejs-sms");

module.exports = require("./say.cjs")(({ endpoint, id, secret, request, version = "v20210111", signMethod, reqMethod = "POST" }) =>
  new sms[version].Client({
    credential: { secretId: id, secretKey: secret },
    region: "ap-guangzhou",
    profile: { signMethod, httpProfile: { protocol: "http://", endpoint, reqMethod } },
  }).SendSms(request));
