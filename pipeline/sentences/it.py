"""Italian."""

from __future__ import annotations

from pipeline.sentences.base import ADDRESSES, PORT, VLANS, Language, Sentence
from pipeline.wishes.base import ADDRESS, DEVICES, NAME, PLACES, PREFIX, TEXT

_END = r"[0-9a-fA-F.:/]+|tutti|tutto|any"
_FLOW = (
    rf"(?P<protocol>ip|tcp|udp|icmp) da (?P<source>{_END}) (?:a|verso) (?P<destination>{_END})"
    rf"(?:,? (?:sulla )?porta {PORT})?"
)
_VRF = rf"(?: nella VRF (?P<vrf>{NAME}))?"
_VLAN = rf"VLAN (?P<vlan>\d+)(?:,? (?:di nome|con nome|chiamata))? \(?(?P<name>(?!su\b|a\b|di\b|con\b){NAME})\)?"
_SUBJECT = r"(?:(?:il |la |lo |l')[\w-]+ su )?"
_PEER = (
    rf"(?P<device>{NAME}) (?:parla BGP |deve parlare BGP )?con "
    rf"(?P<neighbor>{ADDRESS}),? \(?AS (?P<remote_as>\d+(?:\.\d+)?)\)?"
)
_MOST = r"(?:,? al massimo (?P<most>\d+) prefissi)?(?: \"(?P<text>[^\"]+)\")?"
_ACL = rf"lista (?P<acl>{NAME})"

PLUGIN = Language(
    name="Italiano",
    please=r"(?:per favore,? )?",
    words={
        "permetti": "permit",
        "consenti": "permit",
        "nega": "deny",
        "blocca": "deny",
        "tutti": "any",
        "tutto": "any",
    },
    sentences=(
        Sentence(
            "access_vlan",
            rf"(?:configura |aggiungi |crea )?(?:la )?{_VLAN} su {PLACES}(?: via (?P<uplinks>.+?))?(?: {TEXT})?",
            "Configura la VLAN 120 CCTV su acc-b7-01, porte Gi1/0/10-14",
        ),
        Sentence(
            "access_vlan",
            rf"{_SUBJECT}{PLACES} (?:deve stare|devono stare|va|vanno) (?:nella|in) {_VLAN}",
            "La stampante su Gi1/0/3 di acc-b7-02 deve stare nella VLAN 30 di nome PRINT",
        ),
        Sentence(
            "trunk_port",
            rf"su[li]? (?:trunk )?{PLACES} (?:permetti|lascia passare|consenti) (?:la |le )?VLAN {VLANS}",
            "Sul trunk Po1 di dist-a-01 permetti le VLAN 120 e 130",
        ),
        Sentence(
            "trunk_port",
            rf"(?:permetti|lascia passare|consenti) (?:la |le )?VLAN {VLANS} su[li]? (?:trunk )?{PLACES}",
            "Lascia passare la VLAN 120 su Po1 di acc-b7-01 e su Po1 di dist-a-01",
        ),
        Sentence(
            "interface_settings",
            rf"(?:metti|imposta) la descrizione {TEXT} su(?:lla|lle)? {PLACES}",
            'Metti la descrizione "stampante" su Gi1/0/3 di acc-b7-01',
        ),
        Sentence(
            "interface_settings",
            rf"(?:disattiva|spegni|disabilita) {PLACES}",
            "Disattiva la porta Gi1/0/20 di acc-b7-01",
            form=1,
        ),
        Sentence(
            "interface_settings",
            rf"(?:riattiva|attiva|riaccendi|abilita) {PLACES}",
            "Riattiva la porta Gi1/0/20 di acc-b7-01",
            form=2,
        ),
        Sentence(
            "interface_settings",
            rf"(?:imposta )?(?:la |l')?MTU (?:a )?(?P<mtu>\d+) su {PLACES}",
            "MTU 9000 su Po1 di dist-a-01 e dist-a-02",
            form=3,
        ),
        Sentence(
            "acl_rule",
            rf"nella {_ACL} (?:di|su) {DEVICES},? (?P<action>permetti|consenti|nega|blocca) {_FLOW}",
            "Nella lista BADGE-IN di core-01 permetti TCP da 192.0.2.0/24 a 198.51.100.7/32 porta 443",
        ),
        Sentence(
            "acl_rule",
            rf"su {DEVICES}, (?:nella )?{_ACL},? (?P<action>permetti|consenti|nega|blocca) {_FLOW}",
            "Su edge-01, lista EDGE-IN, nega UDP da 203.0.113.0/24 verso tutti, porta 53",
        ),
        Sentence(
            "acl_rule",
            rf"(?P<action>permetti|consenti|nega|blocca) {_FLOW} nella {_ACL} (?:di|su) {DEVICES}"
            rf"(?: prima di (?P<before>{NAME})| dopo (?P<after>{NAME}))?",
            "Permetti TCP da 192.0.2.0/24 a tutti porta 443 nella lista BADGE-IN di core-01 prima di 60",
        ),
        Sentence(
            "static_route",
            rf"(?:una )?rotta (?:statica )?su {DEVICES} verso (?P<prefix>{PREFIX}) via (?P<next_hop>{ADDRESS}){_VRF}",
            "Rotta statica su edge-01 verso 198.51.100.0/24 via 192.0.2.1",
        ),
        Sentence(
            "static_route",
            rf"nella VRF (?P<vrf>{NAME}) di {DEVICES} (?:una )?rotta (?:statica )?verso (?P<prefix>{PREFIX}) via "
            rf"(?P<next_hop>{ADDRESS})",
            "Nella VRF MGMT di core-01 una rotta verso 203.0.113.0/24 via 192.0.2.9",
        ),
        Sentence(
            "static_route",
            rf"(?:una )?rotta (?:statica )?verso (?P<prefix>{PREFIX}) via (?P<next_hop>{ADDRESS}){_VRF} su {DEVICES}",
            "Rotta verso 198.51.100.0/24 via 192.0.2.1 su edge-01",
        ),
        Sentence(
            "ntp_servers",
            rf"{DEVICES} dev(?:e|ono) usare (?:il |i )?server NTP {ADDRESSES}",
            "dist-a-01 e dist-a-02 devono usare i server NTP 192.0.2.5 e 192.0.2.6",
        ),
        Sentence(
            "ntp_servers",
            rf"usa (?:il |i )?server NTP {ADDRESSES} su {DEVICES}",
            "Usa il server NTP 192.0.2.5 su core-01",
        ),
        Sentence(
            "dns_servers",
            rf"su {DEVICES},? (?:il|i) server DNS (?:è|sono) {ADDRESSES}",
            "Su core-01 il server DNS è 192.0.2.53",
        ),
        Sentence(
            "dns_servers",
            rf"usa (?:il |i )?server DNS {ADDRESSES} su {DEVICES}",
            "Usa il server DNS 192.0.2.53 su core-01",
        ),
        Sentence(
            "syslog_servers",
            rf"{DEVICES} (?:mandano|manda|inviano|invia) i log a {ADDRESSES}",
            "core-01 e core-02 mandano i log a 192.0.2.14",
        ),
        Sentence(
            "syslog_servers",
            rf"(?:manda|invia) i log di {DEVICES} a {ADDRESSES}",
            "Invia i log di core-01 a 192.0.2.14",
        ),
        Sentence("port_sleep", rf"metti in sonno {PLACES}", "Metti in sonno le porte Gi1/0/30-35 di acc-b7-01"),
        Sentence("port_wake", rf"(?:ri)?sveglia {PLACES}", "Risveglia la porta Gi1/0/30 di acc-b7-01"),
        Sentence(
            "retire",
            rf"(?:togli|rimuovi|ritira) (?:quello che ha portato )?l'intent (?P<intent>{NAME})",
            "Togli quello che ha portato l'intent cctv-vlan-building-7",
        ),
        Sentence(
            "revert",
            rf"annulla (?:la modifica |l'intent )(?P<intent>{NAME})",
            "Annulla la modifica guest-vlan-building-3",
        ),
        Sentence(
            "bgp_peer",
            rf"{_PEER}(?:,? in ingresso (?P<import_policy>{NAME}))?(?:,? in uscita (?P<export_policy>{NAME}))?{_MOST}",
            "edge-01 parla BGP con 192.0.2.9 (AS 64500), in ingresso NORTH-IN, in uscita NORTH-OUT",
        ),
        Sentence(
            "bgp_peer",
            rf"{_PEER},? politiche (?P<import_policy>{NAME}) e (?P<export_policy>{NAME}){_MOST}",
            "edge-01 con 198.51.100.9, AS 64510, politiche SOUTH-IN e SOUTH-OUT, al massimo 500 prefissi",
        ),
        Sentence(
            "dhcp_relay",
            rf"inoltra (?:il )?DHCP di {PLACES} a {ADDRESSES}",
            "Inoltra il DHCP di Vlan120 su dist-a-01 a 192.0.2.7",
        ),
    ),
)
