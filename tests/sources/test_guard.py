"""Which addresses a poll may connect to."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from feedsvc.sources.guard import Allowance, is_public, written_origin

PRIVATE = [
    *("127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200"),
    *("0.0.0.0", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("0.1.2.3", "192.0.0.192", "198.51.100.7", "203.0.113.7", "239.255.255.250", "168.63.129.16"),
    *("::1", "::", "fe80::1%eth0", "fec0::1", "100::1", "64:ff9b:1::a00:1", "5f00::1", "3fff::1", "4000::1", "::10.0.0.1", "::127.0.0.1"),
    *("64:ff9b::169.254.169.254", "2002:7f00:1::", "::ffff:169.254.169.254", "::ffff:100.100.100.200"),
    *("fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
    *("::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:f5ff:fffe"),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public_in_any_disguise(address: str) -> None:
    assert not is_public(ip_address(address.partition("%")[0]))
    assert not Allowance().allows(address, 80)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.0.6.139", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_allowed(address: str) -> None:
    assert Allowance().allows(address, 80)


def test_the_operators_networks_are_allowed_and_nothing_beside_them() -> None:
    allowance = Allowance((ip_network("10.1.0.0/16"), ip_network("fd00::/8")))
    assert allowance.allows("10.1.2.3", 443)
    assert allowance.allows("::ffff:10.1.2.3", 443)
    assert allowance.allows("fd00::5", 443)
    assert not allowance.allows("10.2.0.1", 443)


def test_an_address_the_operator_wrote_is_allowed_on_its_port_only() -> None:
    allowance = Allowance(origin=written_origin("http://127.0.0.1:8080/feed.xml"))
    assert allowance.allows("127.0.0.1", 8080)
    assert not allowance.allows("127.0.0.1", 22)
    assert not allowance.allows("127.0.0.2", 8080)


def test_localhost_means_the_loopback_and_a_name_means_no_private_address() -> None:
    assert Allowance(origin=written_origin("http://localhost/feed")).allows("::1", 80)
    assert not Allowance(origin=written_origin("http://localhost/feed")).allows("10.0.0.1", 80)
    assert written_origin("https://courier.example/feed") is None
