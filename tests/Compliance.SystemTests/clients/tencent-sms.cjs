// {endpoint: "127.0.0.1:8080", id, secret, request}
const { sms } = require("tencentcloud-sdk-nodejs-sms");

require("./say.cjs")(({ endpoint, id, secret, request }) =>
  new sms.v20210111.Client({
    credential: { secretId: id, secretKey: secret },
    region: "ap-guangzhou",
    profile: { httpProfile: { protocol: "http://", endpoint } },
  }).SendSms(request));
