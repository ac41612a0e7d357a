#!/usr/bin/perl
# compare.pl PROMPT HEARD: how well a prompt is found in what was heard; both raw, 8 kHz, 16 bits, little-endian, mono.
# Ten pieces of 50 ms: the first one is looked for everywhere, the others within 40 ms of where they then should be.
# Prints the mean of their correlations, 1 at best, and where the prompt begins, in seconds.
use strict;
use warnings;

sub samples {
    open(my $in, '<:raw', $_[0]) or die "compare: $_[0]: $!\n";
    local $/;
    return unpack('s<*', <$in>);
}
my @prompt = samples($ARGV[0]);
my @heard = samples($ARGV[1]);
my $length = 400;
my @energy = (0);
push @energy, $energy[-1] + $_ * $_ for @heard;

sub best {
    my ($start, $from, $to) = @_;
    my @piece = @prompt[$start .. $start + $length - 1];
    my $own = 0;
    $own += $_ * $_ for @piece;
    my ($fit, $at) = (0, $from);
    $from = 0 if $from < 0;
    $to = @heard - $length if $to > @heard - $length;
    for my $place ($from .. $to) {
        my $power = $energy[$place + $length] - $energy[$place];
        # As loud as half of it at least, or it is not that.
        next if $power < $own / 4 || !$own;
        my $product = 0;
        my $index = $place;
        $product += $_ * $heard[$index++] for @piece;
        my $match = $product / sqrt($power * $own);
        ($fit, $at) = ($match, $place) if $match > $fit;
    }
    return ($fit, $at);
}

# The loudest piece tells best where the prompt is.
my ($loudest, $peak) = (0, 0);
for (my $start = 0; $start + $length < @prompt; $start += $length) {
    my $power = 0;
    $power += $_ * $_ for @prompt[$start .. $start + $length - 1];
    ($loudest, $peak) = ($start, $power) if $power > $peak;
}
my ($sum, $count) = (0, 0);
my ($first, $anchor) = best($loudest, 0, scalar @heard);
for my $number (0 .. 9) {
    my $start = int($number * (@prompt - $length) / 10);
    my $power = 0;
    $power += $_ * $_ for @prompt[$start .. $start + $length - 1];
    next if $power < $peak / 400;
    my $place = $anchor + $start - $loudest;
    my ($fit) = best($start, $place - 320, $place + 320);
    $sum += $fit;
    $count += 1;
}
printf "%.3f %.2f\n", $count ? $sum / $count : 0, ($anchor - $loudest) / 8000;
