#!/usr/bin/perl
# hear.pl PORT FILE: writes the mu-law audio of the RTP packets that come to a UDP port of 127.0.0.1, until SIGTERM;
# then tells how many came, how many are missing by their numbers, and the longest wait between two, in ms.
use strict;
use warnings;
use IO::Socket::INET;
use Time::HiRes qw(time);

my ($port, $file) = @ARGV;
my $socket = IO::Socket::INET->new(LocalAddr => "127.0.0.1:$port", Proto => 'udp') or die "hear: port $port: $!\n";
open(my $out, '>:raw', $file) or die "hear: $file: $!\n";
my ($count, $missing, $longest, $last, $expected) = (0, 0, 0);
$SIG{TERM} = sub {
    printf "packets %d missing %d longest %.0f\n", $count, $missing, 1000 * $longest;
    close $out;
    exit 0;
};
$| = 1;
while (1) {
    next unless defined $socket->recv(my $packet, 2048);
    next if length($packet) < 13;
    my ($flags, $type, $sequence) = unpack('CCn', $packet);
    next unless $flags == 0x80 && ($type & 0x7F) == 0;
    my $now = time;
    if (defined $last && $now - $last > $longest) { $longest = $now - $last }
    $missing += ($sequence - $expected) & 0xFFFF if defined $expected;
    ($last, $expected) = ($now, ($sequence + 1) & 0xFFFF);
    $count += 1;
    print $out substr($packet, 12);
}
