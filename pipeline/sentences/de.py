"""German."""

from __future__ import annotations

from pipeline.sentences.base import ADDRESSES, PORT, VLANS, Language, Sentence
from pipeline.wishes.base import ADDRESS, DEVICES, NAME, PLACES, PREFIX, TEXT

_END = r"[0-9a-fA-F.:/]+|allen?|any|überall"
_FLOW = (
    rf"(?P<protocol>ip|tcp|udp|icmp) von (?P<source>{_END}) (?:zu|nach|an) (?P<destination>{_END})"
    rf"(?:,? (?:auf |an )?port {PORT})?"
)
_VRF = rf"(?: (?:im|in) VRF (?P<vrf>{NAME}))?"
_VLAN = rf"VLAN (?P<vlan>\d+)(?:,? (?:mit dem Namen|namens|genannt))? \(?(?P<name>(?!auf\b|an\b|mit\b|in\b){NAME})\)?"
_SUBJECT = r"(?:(?:der|die|das) [\w-]+ (?:an|auf|am) )?"
_PEER = rf"(?P<device>{NAME}) (?:soll )?mit (?P<neighbor>{ADDRESS}),? \(?AS (?P<remote_as>\d+(?:\.\d+)?)\)?"
_MOST = r"(?:,? höchstens (?P<most>\d+) Präfixe)?(?: \"(?P<text>[^\"]+)\")?"

PLUGIN = Language(
    name="Deutsch",
    please=r"(?:bitte )?",
    words={
        **dict.fromkeys(("erlauben", "erlaube", "zulassen"), "permit"),
        **dict.fromkeys(("verbieten", "verbiete", "sperren", "sperre"), "deny"),
        **dict.fromkeys(("alle", "allen", "überall"), "any"),
    },
    sentences=(
        Sentence(
            "access_vlan",
            rf"{_VLAN} (?:auf|an) {PLACES}(?: über (?P<uplinks>.+?))?(?: {TEXT})?"
            r"(?: (?:einrichten|anlegen|hinzufügen))?",
            "VLAN 120 CCTV auf acc-b7-01 an Gi1/0/10-14 einrichten",
        ),
        Sentence(
            "access_vlan",
            rf"{_SUBJECT}{PLACES} (?:gehör(?:t|en)|komm(?:t|en)|soll(?:en)?) in(?:s| das)? {_VLAN}",
            "Gi1/0/3 von acc-b7-02 gehört in VLAN 30 (PRINT)",
        ),
        Sentence(
            "trunk_port",
            rf"(?:auf )?(?:de[mnr] )?(?:trunks? )?{PLACES} (?:soll(?:en)? )?(?:die )?VLANs? {VLANS} "
            r"(?:erlauben|erlaubt sein|zulassen|durchlassen)",
            "Auf dem Trunk Po1 von dist-a-01 die VLANs 120 und 130 erlauben",
        ),
        Sentence(
            "trunk_port",
            rf"VLANs? {VLANS} auf (?:de[mnr] )?(?:trunks? )?{PLACES} (?:erlauben|zulassen|durchlassen)",
            "VLAN 120 auf Po1 von acc-b7-01 durchlassen",
        ),
        Sentence(
            "interface_settings",
            rf"{PLACES} (?:bekommt|bekommen|erhält|erhalten) die Beschreibung {TEXT}",
            'Gi1/0/3 auf acc-b7-01 bekommt die Beschreibung "Drucker"',
        ),
        Sentence(
            "interface_settings",
            rf"(?:schalte {PLACES} (?:ab|aus))",
            "Schalte Gi1/0/20 auf acc-b7-01 ab",
            form=1,
        ),
        Sentence(
            "interface_settings",
            rf"{PLACES} (?:abschalten|ausschalten|deaktivieren)",
            "Gi1/0/20 auf acc-b7-01 abschalten",
            form=1,
        ),
        Sentence(
            "interface_settings",
            rf"{PLACES} (?:wieder )?(?:einschalten|aktivieren)",
            "Gi1/0/20 auf acc-b7-01 wieder einschalten",
            form=2,
        ),
        Sentence(
            "interface_settings", rf"schalte {PLACES} (?:wieder )?ein", "Schalte Gi1/0/20 auf acc-b7-01 ein", form=2
        ),
        Sentence(
            "interface_settings",
            rf"(?:setze )?(?:die )?MTU (?:auf )?(?P<mtu>\d+) (?:auf|an|für) {PLACES}(?: setzen)?",
            "MTU 9000 auf Po1 von dist-a-01 und dist-a-02",
            form=3,
        ),
        Sentence(
            "acl_rule",
            rf"in (?:der )?(?:Liste )?(?P<acl>{NAME}) (?:auf|von) {DEVICES}[,:]? {_FLOW} "
            r"(?P<action>erlauben|zulassen|verbieten|sperren)",
            "In der Liste BADGE-IN auf core-01 TCP von 192.0.2.0/24 zu 198.51.100.7/32 Port 443 erlauben",
        ),
        Sentence(
            "acl_rule",
            rf"auf {DEVICES} in (?:der )?(?:Liste )?(?P<acl>{NAME}) {_FLOW} "
            r"(?P<action>erlauben|zulassen|verbieten|sperren)",
            "Auf edge-01 in EDGE-IN UDP von 203.0.113.0/24 zu allen auf Port 53 verbieten",
        ),
        Sentence(
            "acl_rule",
            rf"(?P<action>erlaube|verbiete|sperre) {_FLOW} in (?:der )?(?:Liste )?(?P<acl>{NAME}) auf {DEVICES}"
            rf"(?: vor (?P<before>{NAME})| nach (?P<after>{NAME}))?",
            "Erlaube TCP von 192.0.2.0/24 zu allen Port 443 in BADGE-IN auf core-01 vor 60",
        ),
        Sentence(
            "static_route",
            rf"(?:eine )?(?:statische )?Route{_VRF} auf {DEVICES} (?:zu|nach) (?P<prefix>{PREFIX}) über "
            rf"(?P<next_hop>{ADDRESS})",
            "Statische Route auf edge-01 zu 198.51.100.0/24 über 192.0.2.1",
        ),
        Sentence(
            "static_route",
            rf"im VRF (?P<vrf>{NAME}) (?:von|auf) {DEVICES} (?:eine )?Route (?:zu|nach) (?P<prefix>{PREFIX}) über "
            rf"(?P<next_hop>{ADDRESS})",
            "Im VRF MGMT von core-01 eine Route zu 203.0.113.0/24 über 192.0.2.9",
        ),
        Sentence(
            "static_route",
            rf"(?:eine )?(?:statische )?Route (?:zu|nach) (?P<prefix>{PREFIX}) über (?P<next_hop>{ADDRESS}){_VRF} auf "
            rf"{DEVICES}",
            "Route zu 198.51.100.0/24 über 192.0.2.1 auf edge-01",
        ),
        Sentence(
            "ntp_servers",
            rf"{DEVICES} (?:(?:soll|sollen) )?(?:die |ihre )?Zeit von {ADDRESSES} (?:holen|beziehen)",
            "dist-a-01 und dist-a-02 sollen die Zeit von 192.0.2.5 und 192.0.2.6 holen",
        ),
        Sentence(
            "ntp_servers",
            rf"(?:NTP-Server|Zeitserver) {ADDRESSES} auf {DEVICES}(?: verwenden)?",
            "Zeitserver 192.0.2.5 auf dist-a-01 verwenden",
        ),
        Sentence(
            "ntp_servers",
            rf"auf {DEVICES} (?:de[nr] |die )?(?:NTP-Server|Zeitserver) {ADDRESSES} (?:eintragen|verwenden)",
            "Auf core-01 den NTP-Server 192.0.2.5 eintragen",
        ),
        Sentence(
            "dns_servers",
            rf"(?:Namensserver|DNS-Server) (?:auf|von) {DEVICES} (?:ist|sind)(?: künftig)? {ADDRESSES}",
            "Namensserver auf core-01 ist künftig 192.0.2.53",
        ),
        Sentence(
            "dns_servers",
            rf"(?:Namensserver|DNS-Server) {ADDRESSES} auf {DEVICES}(?: verwenden)?",
            "DNS-Server 192.0.2.53 und 192.0.2.54 auf core-01",
        ),
        Sentence(
            "syslog_servers",
            rf"{DEVICES} (?:schick(?:en|t)|send(?:en|et)) (?:ihre|seine|die) (?:Meldungen|Logs) an {ADDRESSES}",
            "core-01 und core-02 schicken ihre Meldungen an 192.0.2.14",
        ),
        Sentence("port_sleep", rf"{PLACES} schlafen legen", "Die Ports Gi1/0/30-35 von acc-b7-01 schlafen legen"),
        Sentence("port_sleep", rf"lege {PLACES} schlafen", "Lege Gi1/0/30-35 von acc-b7-01 schlafen"),
        Sentence("port_wake", rf"{PLACES} (?:auf)?wecken", "Port Gi1/0/30 von acc-b7-01 aufwecken"),
        Sentence("port_wake", rf"wecke {PLACES}(?: auf)?", "Wecke Gi1/0/30 von acc-b7-01 auf"),
        Sentence(
            "retire",
            rf"(?:den )?(?:Intent )?(?P<intent>{NAME}) (?:zurückziehen|entfernen)",
            "Intent cctv-vlan-building-7 zurückziehen",
        ),
        Sentence(
            "retire",
            rf"was (?:der )?(?:Intent )?(?P<intent>{NAME}) gebracht hat,? soll (?:wieder )?weg",
            "Was der Intent cctv-vlan-building-7 gebracht hat, soll wieder weg",
        ),
        Sentence(
            "revert",
            rf"(?:mache? )?(?:die Änderung |den Intent )?(?P<intent>{NAME}) rückgängig(?: machen)?",
            "Mache die Änderung guest-vlan-building-3 rückgängig",
        ),
        Sentence(
            "bgp_peer",
            rf"{_PEER} BGP sprechen(?:,? (?P<import_policy>{NAME}) hinein)?"
            rf"(?:,? (?P<export_policy>{NAME}) hinaus)?{_MOST}",
            "edge-01 soll mit 192.0.2.9 (AS 64500) BGP sprechen, NORTH-IN hinein, NORTH-OUT hinaus",
        ),
        Sentence(
            "bgp_peer",
            rf"{_PEER},? Regeln (?P<import_policy>{NAME}) und (?P<export_policy>{NAME}){_MOST}",
            "edge-01 mit 198.51.100.9, AS 64510, Regeln SOUTH-IN und SOUTH-OUT, höchstens 500 Präfixe",
        ),
        Sentence(
            "dhcp_relay",
            rf"DHCP(?:-Anfragen)? von {PLACES} an {ADDRESSES} weiterleiten",
            "DHCP-Anfragen von Vlan120 auf dist-a-01 an 192.0.2.7 weiterleiten",
        ),
        Sentence(
            "dhcp_relay",
            rf"leite DHCP(?:-Anfragen)? von {PLACES} an {ADDRESSES} weiter",
            "Leite DHCP von Vlan120 auf dist-a-01 an 192.0.2.7 weiter",
        ),
    ),
)
