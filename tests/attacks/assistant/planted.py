"""More planted secrets, as devices of every platform and people write them; `S` is the value that must never leave."""

from __future__ import annotations

S = "Zq7-planted"

MORE: dict[str, str] = {
    # The four that netconan alone lets through.
    "Junos plain text": f"set system root-authentication plain-text-password-value {S}",
    "EOS enable password sha512": f"enable password sha512 $6$salt${S}",
    "EOS enable secret sha512": f"enable secret sha512 $6$salt${S}",
    "a body of a certificate": f"crypto pki certificate chain X\n certificate ca 01\n  30820122 4E5F6071\n  {S}\n",
    "a token in a comment": f"! token: {S}",
    # Cisco IOS and IOS XE.
    "IOS wlan": f"wlan psk set-key ascii 0 {S}",
    "IOS mka": f"key chain K macsec\n key 01\n  key-string 7 {S}",
    "IOS EEM": f'event manager environment password "{S}"',
    "IOS archive": f" path ftp://user:{S}@192.0.2.1/x",
    "IOS http client": f"ip http client password 0 {S}",
    "IOS ftp": f"ip ftp password 7 {S}",
    "IOS dot1x": f" dot1x username u password 0 {S}",
    "IOS l2tp": f" l2tp tunnel password 7 {S}",
    # Cisco NX-OS.
    "NX-OS user": f"username admin password 5 $5$salt${S} role network-admin",
    "NX-OS snmp": f"snmp-server user a network-admin auth md5 0x{'0a1b2c3d' * 4} priv {S} localizedkey",
    "NX-OS tacacs": f'tacacs-server host 192.0.2.1 key 7 "{S}"',
    "NX-OS bgp": f"    password 3 {S}",
    "NX-OS fabric": f"fabricpath domain default\n authentication key-chain {S} password {S}",
    # Cisco IOS XR.
    "XR user": f"username admin\n group root-lr\n secret 10 $6$salt${S}",
    "XR tacacs": f"tacacs-server host 192.0.2.1 port 49\n key 7 {S}",
    "XR key chain": f"key chain K\n key 1\n  key-string password {S}",
    "XR ospf": f" message-digest-key 1 md5 encrypted {S}",
    "XR bgp": f" password encrypted {S}",
    # Arista EOS.
    "EOS user": f"username admin secret sha512 $6$salt${S}",
    "EOS bgp": f"   neighbor 192.0.2.1 password 7 {S}",
    "EOS ospf": f"   ip ospf message-digest-key 1 sha256 7 {S}",
    "EOS snmp": f"snmp-server user u g v3 localized 0a1b auth sha {S} priv aes {S}",
    # Junos.
    "Junos ike": f'pre-shared-key ascii-text "$9${S}"; ## SECRET-DATA',
    "Junos snmp": f'community "{S}" {{\n    authorization read-only;\n}}',
    "Junos radius": f'secret "$9${S}"; ## SECRET-DATA',
    "Junos bgp": f'authentication-key "$9${S}"; ## SECRET-DATA',
    # FRR.
    "FRR bgp": f" neighbor 192.0.2.1 password {S}",
    "FRR ospf": f" ip ospf message-digest-key 1 md5 {S}",
    "FRR vty": f"password {S}",
    "FRR isis": f" area-password clear {S}",
    # People.
    "a wish in English": f"the password is: {S}",
    "a wish in German": f"Das Passwort ist: {S}",
    "a wish in German, with a colon": f"Kennwort: {S}",
    "a wish in Italian": f"La password è: {S}",
    "a key word in capitals": f"PASSWORD: {S}",
    "a JSON text": f'{{"password": "{S}"}}',
    "a YAML text": f"snmp:\n  community: {S}",
    "an environment file": f"export API_TOKEN={S}",
    "a header": f"Authorization: Bearer {S}",
    "a command line": f"curl -u admin:{S} 192.0.2.1",
    # Hidden.
    "a zero-width space in the key word": f"pass\u200bword: {S}",
    "a soft hyphen in the key word": f"pass\u00adword: {S}",
    "Cyrillic in the key word": f"p\u0430ssw\u043erd: {S}",
    "full width": f"\uff50\uff41\uff53\uff53word: {S}",
    "a zero-width space in the value": f"password: {S[:4]}\u200b{S[4:]}",
    "a non-breaking space": f"enable\u00a0secret\u00a0{S}",
    "tabs": f"enable\tsecret\t{S}",
    "many blanks": f"enable   secret     5     {S}",
}
