#!/usr/bin/perl
# flood.pl SECONDS PER_SECOND SIP-PORT MEDIA-PORT: damaged SIP of a peer, and damaged RTP of a stranger, in turn; the same
# each time. Tells how many.
use strict;
use warnings;
use IO::Socket::INET;
use Time::HiRes qw(time sleep);

my ($seconds, $rate, @ports) = @ARGV;
my @sockets = map { IO::Socket::INET->new(Proto => 'udp', LocalAddr => $_) or die "flood: $!\n" } '127.0.0.1', '127.0.0.2';
my $sip = "INVITE sip:x\@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK-f\r\nFrom: <sip:f\@127.0.0.1>;tag=f\r\n"
    . "To: <sip:x\@127.0.0.1>\r\nCall-ID: f\r\nCSeq: 1 INVITE\r\nContact: <sip:f\@127.0.0.1>\r\nContent-Length: 0\r\n\r\n";
my $rtp = pack('CCnNN', 0x80, 0, 1, 160, 7) . ("\xD5" x 160);
srand(1);
my ($begin, $sent) = (time, 0);
while ((my $elapsed = time - $begin) < $seconds) {
    while ($sent < $elapsed * $rate) {
        my $datagram = $sent % 2 ? $rtp : $sip;
        substr($datagram, int(rand(length $datagram)), 1) = chr(int(rand(256))) for 1 .. 1 + int(rand(8));
        $datagram = substr($datagram, 0, int(rand(length $datagram))) if rand() < 0.3;
        my $port = $ports[$sent % 2];
        $sockets[$sent % 2]->send($datagram, 0, pack_sockaddr_in($port, inet_aton('127.0.0.1')));
        $sent += 1;
    }
    sleep(0.005);
}
print "$sent\n";
