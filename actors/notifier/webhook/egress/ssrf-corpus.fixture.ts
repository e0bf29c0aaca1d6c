/** Ways to write hosts and URLs that make a careless client post to where it must not. */

const loopbackForms = `
127.0.0.1 127.1 127.0.1 127.000.000.001 127.0.0.1. 127.255.255.254 127.127.127.127
2130706433 017700000001 0x7f000001 0X7F000001 0x7f.0x0.0x0.0x1 0177.0.0.1 0177.0.0.01 0x7f.1 0x7f.0.1 127.0x1 00000177.1
0 0.0.0.0 0.0.0.0. 0x0 00 0.0 0.1.2.3 00000000000
127。0。0。1 127．0．0．1 127｡0｡0｡1 ①②⑦.⓪.⓪.① １２７.０.０.１ 127.0.0.１ ０x7f.1 1②7.0.0.1
%31%32%37.0.0.1 127%2e0%2e0%2e1 %30 127.0.0.%31
[::] [::1] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::FFFF:7F00:0001] [0:0:0:0:0:ffff:127.0.0.1]
[::127.0.0.1] [::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2002:7f00:0001::1]
[2001:0:4136:e378:8000:63bf:80ff:fffe] [::ffff:0:127.0.0.1] [fe80::5efe:127.0.0.1] [2a00::5efe:127.0.0.1] [::ffff:0.0.0.0]
localhost LOCALHOST LocalHost localhost. foo.localhost localhost.localdomain ⓛⓞⓒⓐⓛⓗⓞⓢⓣ ｌｏｃａｌｈｏｓｔ loc%61lhost localhoſt local\u00adhost`;

const privateForms = `
10.0.0.1 10.1 0xa.0.0.1 012.0.0.1 167772161 0x0a000001 10.255.255.255 [::ffff:10.0.0.1] [64:ff9b::a00:1] [2002:a00:1::1]
172.16.0.1 172.31.255.255 2886729729 0xac.16.0.1 192.168.0.1 192.168.1 0xc0a80001 3232235521 0300.0250.0.1 [::ffff:c0a8:1]
100.64.0.1 100.127.255.255 198.18.0.1 198.19.255.255 192.0.0.8 192.0.2.1 203.0.113.9 198.51.100.7 192.88.99.1
224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 4294967295 0xffffffff 037777777777
[fc00::1] [fd00::1] [fdff:ffff::1] [fe80::1] [febf::1] [fec0::1] [ff02::1] [100::1] [2001:db8::1] [3fff::1] [5f00::1]
router nas.local db.internal consul.service.consul.internal printer.lan wiki.corp gw.home.arpa intranet
kubernetes.default.svc.cluster.local host.docker.internal gateway.docker.internal`;

const metadataForms = `
169.254.169.254 169.254.43518 0xa9fea9fe 2852039166 0251.0376.0251.0376 0xa9.0xfe.0xa9.0xfe 169.0xfea9fe 025177524776
[::ffff:169.254.169.254] [::ffff:a9fe:a9fe] [::a9fe:a9fe] [64:ff9b::a9fe:a9fe] [2002:a9fe:a9fe::] ①⑥⑨.②⑤④.①⑥⑨.②⑤④ 169。254。169。254
[fd00:ec2::254] [fd00:ec2::23] [fd20:ce::254] 169.254.170.2 169.254.170.23 100.100.100.200 192.0.0.192 168.63.129.16
metadata metadata.google.internal METADATA.GOOGLE.INTERNAL metadata.google.internal. metadata.goog instance-data
instance-data.ec2.internal metadata.azure.internal`;

function words(text: string): string[] {
  return JSON.parse(`"${text.trim().replaceAll('\n', ' ')}"`).split(/ +/) as string[];
}

export const hosts = {
  loopback: words(loopbackForms),
  private: words(privateForms),
  metadata: words(metadataForms),
};

/** `{port}` is where a service listens on loopback. */
const P = '{port}';
export const urlTricks = [
  `http://hooks.example.com@127.0.0.1:${P}/`,
  `http://hooks.example.com:80@127.0.0.1:${P}/`,
  `http://127.0.0.1:${P}@hooks.example.com/`,
  `http://user:pass@hooks.example.com/`,
  `http://@hooks.example.com/`,
  `http://:@127.0.0.1:${P}/`,
  `http://hooks.example.com%40127.0.0.1:${P}/`,
  `http://127.0.0.1:${P}\\@hooks.example.com/`,
  `http://hooks.example.com\\@127.0.0.1:${P}/`,
  `http:\\\\127.0.0.1:${P}/`,
  `http:/\\127.0.0.1:${P}/`,
  `http:127.0.0.1:${P}/`,
  `http:///127.0.0.1:${P}/`,
  `http:////127.0.0.1:${P}/`,
  `http://127.0.0.1:${P}#@hooks.example.com/`,
  `http://127.0.0.1:${P}?@hooks.example.com/`,
  `http://127.0.0.1:${P}/@hooks.example.com/`,
  `http://127.0.0.1:${P};hooks.example.com/`,
  `http://127.0.0.1:${P},hooks.example.com/`,
  `http://hooks.example.com:${P}:80/`,
  ` http://127.0.0.1:${P}/`,
  `http://127.0.0.1:${P}/ `,
  `http://127.0.\t0.1:${P}/`,
  `ht\ntp://127.0.0.1:${P}/`,
  `http://127.0.0.1\r\n:${P}/`,
  `http://127.0.0.1%0d%0a:${P}/`,
  `http://127.0.0.1%00.example.com/`,
  `http://127.0.0.1\u0000.example.com/`,
  `http://127.0.0.1%2f.example.com/`,
  `http://127.0.0.1%23.example.com/`,
  `http://127.0.0.1\u200b:${P}/`,
  `http://\u202e127.0.0.1:${P}/`,
  `http://[::1%25lo]:${P}/`,
  `http://[::1%lo]:${P}/`,
  `http://[fe80::1%25eth0]:${P}/`,
  `http://[::1]]:${P}/`,
  `http://[[::1]]:${P}/`,
  `http://[127.0.0.1]:${P}/`,
  `http://::1:${P}/`,
  `http://[v1.x]:${P}/`,
  `file:///etc/passwd`,
  `gopher://127.0.0.1:${P}/_POST`,
  `dict://127.0.0.1:${P}/`,
  `ftp://127.0.0.1:${P}/`,
  `ws://127.0.0.1:${P}/`,
  `unix:/var/run/docker.sock`,
  `http+unix://%2Fvar%2Frun%2Fdocker.sock/`,
  `javascript:fetch('//127.0.0.1')`,
  `blob:http://127.0.0.1:${P}/x`,
  `view-source:http://127.0.0.1:${P}/`,
  `url:http://127.0.0.1:${P}/`,
  `jar:http://127.0.0.1:${P}/!/`,
];
