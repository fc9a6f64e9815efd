package i18n

// faultsEnglish explains --fault; what the service does on purpose keeps its
// name in every language.
const faultsEnglish = `Run a practice Partner Center for scripts, tests and tries.

--fault makes it misbehave: one or more of these, with commas between them.

  429, 500 ...                       a status from 400 to 599
  code=900308                        a documented error code; :status=400 for another status
  expired  step-up                   401, the token is over, or must bring more
  long-error                         400 in the shape of errors about agreements
  slow=2s  drip=2s                   a late answer, or one in pieces
  reset  truncate                    the connection is cut before or within the answer
  html  login-page  empty  text      an answer that is none
  deep  huge-number  bomb  endless  flood
                                     nesting, a number, a body or headers without measure
  bom  latin1                        a byte-order mark, the wrong encoding
  repeat  no-end                     the next page is the same again, or there is always one more
  duplicate  odd-rows  no-items  vanish  odd-total
                                     a customer twice, rows that are none, no rows, nobody left, a wrong count
  cart-errors                        a cart that is made, with lines that cannot be ordered
  redirect=HOST  next=HOST           the answer, or the next page, is at another host

Each may be followed by options, each after a colon:

  path=/v1/customers                 only paths that start so; * is any part, $ ends it
  method=GET                         only this method
  every=5  after=10  count=2         each fifth call, not the first ten, at most twice
  chance=20  seed=7                  one in five, the same way each time
  retry-after=1  retry-date=30s      the header, in seconds or as a date from now
  skew=72h                           a clock that is ahead`

const faultsChinese = `运行练习用的合作伙伴中心，供脚本、测试和尝试使用。

“--fault”让它出错：一个或多个故障，用逗号分隔。

  429, 500 ...                       400 到 599 的状态
  code=900308                        文档中的错误代码；:status=400 指定其他状态
  expired  step-up                   401，令牌已过期，或必须包含更多内容
  long-error                         400，采用协议相关错误的格式
  slow=2s  drip=2s                   迟到的答复，或分段的答复
  reset  truncate                    在答复之前或之中断开连接
  html  login-page  empty  text      不是答复的答复
  deep  huge-number  bomb  endless  flood
                                     过深的嵌套、过大的数字、正文或标头
  bom  latin1                        字节顺序标记、错误的编码
  repeat  no-end                     下一页又是同一页，或永远还有一页
  duplicate  odd-rows  no-items  vanish  odd-total
                                     重复的客户、无效的行、没有行、一个客户也不剩、错误的总数
  cart-errors                        购物车已创建，但其中的行都无法订购
  redirect=HOST  next=HOST           答复或下一页在另一台主机上

每个故障之后可以用冒号加上选项：

  path=/v1/customers                 仅以此开头的路径；* 为任意一段，$ 表示到此为止
  method=GET                         仅此方法
  every=5  after=10  count=2         每五次一次、前十次除外、最多两次
  chance=20  seed=7                  五分之一的几率，每次结果相同
  retry-after=1  retry-date=30s      标头：秒数，或从现在起的日期
  skew=72h                           时钟快了这么多`
