"""Print the national holidays of Peru, 2011 to 2030, as an independent package computes them.

Usage: pip install holidays==0.109 && python holidays_oracle.py > holidays_2011_2030.csv

Easter Sunday is left out: the package lists it, but it is no holiday by DL 713 (and always a Sunday).
"""

import holidays

YEARS = range(2011, 2031)
EASTER = "Domingo de Resurrección"

print(f"# National holidays of Peru computed by the PyPI package holidays {holidays.__version__} (MIT), "
      "without Easter Sunday; see holidays_oracle.py.")
print("date,name")
for date, names in sorted(holidays.country_holidays("PE", years=YEARS, language="es").items()):
    for name in names.split("; "):
        if name != EASTER:
            print(f"{date.isoformat()},{name}")
