"""Reads cases and a zone as JSON from standard input and prints checkdmarc's verdict of each case.

Every question is answered from the zone within the process: a name that is not in it does not exist. Sockets are
refused, so that nothing can leave the machine.
"""

import json
import socket
import sys

import dns.flags
import dns.message
import dns.nameserver
import dns.rcode
import dns.rrset
from checkdmarc import dmarc, spf, utils

HOST = "acme.test"


def refuse(*_args, **_kwargs):
    raise OSError("no network in this comparison")


socket.socket.connect = refuse
socket.socket.sendto = refuse


class Zone(dns.nameserver.Nameserver):
    """Answers as a resolver would that knows these names alone."""

    def __init__(self, records):
        super().__init__()
        self.records = records

    def __str__(self):
        return "zone"

    def kind(self):
        return "zone"

    def is_always_max_size(self):
        return True

    def answer_nameserver(self):
        return "zone"

    def answer_port(self):
        return 53

    def query(self, request, *_args, **_kwargs):
        question = request.question[0]
        name = question.name.to_text().rstrip(".")
        answer = dns.message.make_response(request)
        answer.flags |= dns.flags.RA
        if name not in self.records or "NXDOMAIN" in self.records[name]:
            answer.set_rcode(dns.rcode.NXDOMAIN)
            return answer
        kind = dns.rdatatype.to_text(question.rdtype)
        texts = self.records[name].get(kind, [])
        if kind == "TXT":
            texts = [quoted(text) for text in texts]
        if texts:
            answer.answer.append(dns.rrset.from_text_list(question.name, 300, "IN", kind, texts))
        # Read back as from a wire: dnspython finds only what it has indexed while reading.
        return dns.message.from_wire(answer.to_wire())


def quoted(text):
    octets = text.encode()
    pieces = [octets[i : i + 255] for i in range(0, len(octets), 255)] or [b""]
    return " ".join(utils._quote_txt_string(piece) for piece in pieces)


SPF_ERRORS = {
    spf.SPFSyntaxError: "syntax",
    spf.SPFTooManyDNSLookups: "lookups",
    spf.SPFIncludeLoop: "lookups",
    spf.SPFRedirectLoop: "lookups",
    spf.SPFTooManyVoidDNSLookups: "voids",
    spf.SPFRecordNotFound: "broken",
}


# The domains whose records could not be read, the included before the including.
at_fault = []
parse_spf_record = spf.parse_spf_record


def parse_and_note(record, domain, **options):
    try:
        return parse_spf_record(record, domain, **options)
    except spf.SPFSyntaxError:
        at_fault.append(domain)
        raise


spf.parse_spf_record = parse_and_note


def judge_spf(zone):
    try:
        record = spf.query_spf_record(HOST, nameservers=[zone])["record"]
    except spf.MultipleSPFRTXTRecords:
        return {"verdict": "multiple"}
    except spf.SPFRecordNotFound:
        return {"verdict": "missing"}
    at_fault.clear()
    try:
        parsed = spf.parse_spf_record(record, HOST, nameservers=[zone])
    except spf.SPFError as error:
        verdict = SPF_ERRORS[type(error)]
        return {"verdict": "broken" if verdict == "syntax" and at_fault[0] != HOST else verdict}
    return {
        "verdict": "valid",
        "lookups": parsed["dns_lookups"],
        "voids": parsed["void_dns_lookups"],
        "all": "redirect" if parsed["parsed"]["redirect"] else parsed["parsed"]["all"],
        "ptr": any(term["mechanism"] == "ptr" for term in parsed["parsed"]["mechanisms"]),
    }


def judge_dmarc(zone):
    try:
        record = dmarc.query_dmarc_record(HOST, nameservers=[zone])["record"]
        parsed = dmarc.parse_dmarc_record(record, HOST, nameservers=[zone])
    except dmarc.MultipleDMARCRecords:
        return {"verdict": "multiple"}
    except dmarc.DMARCRecordNotFound:
        return {"verdict": "missing"}
    except dmarc.DMARCError:
        return {"verdict": "invalid"}
    tags = {name: tag["value"] for name, tag in parsed["tags"].items()}
    enforced = tags["p"] != "none"
    return {
        "verdict": "valid",
        "none": not enforced,
        "weaker": enforced and "none" in (tags["sp"], tags["np"]),
        "test": enforced and tags["t"] == "y",
        "partial": any("Support for the pct tag" in text for text in parsed["warnings"]),
        "reports": bool(tags.get("rua")),
    }


def main():
    given = json.load(sys.stdin)
    verdicts = []
    for case in given["cases"]:
        utils.DNS_CACHE.clear()
        records = {name: dict(types) for name, types in given["zone"].items()}
        name = HOST if case["kind"] == "spf" else "_dmarc." + HOST
        records.setdefault(name, {})["TXT"] = case["records"]
        judge = judge_spf if case["kind"] == "spf" else judge_dmarc
        verdicts.append(judge(Zone(records)))
    json.dump(verdicts, sys.stdout)


main()
